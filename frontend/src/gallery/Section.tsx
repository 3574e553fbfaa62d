import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface SectionProps {
  title: string;
  about?: string;
  children: ComponentChildren;
}

/** One shelf of the gallery. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section class="card roomy stack" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {about ? <p class="quiet">{about}</p> : null}
      </div>
      {children}
    </section>
  );
}
