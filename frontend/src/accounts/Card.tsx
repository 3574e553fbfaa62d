import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface CardProps {
  title: string;
  /** What it is for, in a sentence. */
  about?: string;
  action?: ComponentChildren;
  children?: ComponentChildren;
}

/** A part of the account with its heading. */
export function Card({ title, about, action, children }: CardProps) {
  const id = useId();
  return (
    <section class="card roomy stack account-card" aria-labelledby={id}>
      <div class="row spread wrap">
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {about ? <p class="quiet">{about}</p> : null}
      {children}
    </section>
  );
}
