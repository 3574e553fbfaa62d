interface FigureTableProps {
  title: string;
  note: string;
  rows: [name: string, figure: string][];
}

/** A card of names with a figure each. */
export function FigureTable({ title, note, rows }: FigureTableProps) {
  if (rows.length === 0) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{title}</h2>
        <span class="tiny">{note}</span>
      </div>
      <dl class="pairs">
        {rows.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
