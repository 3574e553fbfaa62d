import type { ComponentChildren } from "preact";

interface AccountRowProps {
  /** Why the last act was refused; empty where it was not. */
  problem: string;
  /** What can be done with it. */
  acts: ComponentChildren;
  /** What stands below both. */
  below?: ComponentChildren;
  /** What it is. */
  children: ComponentChildren;
}

/** One line in a list of members, invitations, keys or webhooks. */
export function AccountRow({ problem, acts, below, children }: AccountRowProps) {
  return (
    <li class="member">
      <span class="grow">
        {children}
        {problem ? (
          <span class="tiny problem" role="alert">
            {problem}
          </span>
        ) : null}
      </span>
      <span class="row wrap member-acts">{acts}</span>
      {below}
    </li>
  );
}
