"""Training, evaluation and export of the expression classifier; needs TensorFlow."""
