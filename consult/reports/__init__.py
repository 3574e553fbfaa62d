"""What is told of a consultation afterwards: the report, its renderings and its background work.

`services` builds and is the only writer, `contents` gathers the figures, `words` says them,
`renderers` draws them. Every measure comes from `analyzer.timeline`; none is computed here.
"""
