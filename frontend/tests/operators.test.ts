import { expect, it } from "vitest";

import { operatorsPage } from "../src/api/session";

it.each([
  ["/sign-in", "?next=%2Fadmin%2Ftasks%2F", "/admin/tasks/"],
  ["/sign-in", "", "/admin/"],
  ["/sign-in", "?next=%2Fclients", "/admin/"],
  ["/", "", "/admin/"],
  ["/join/token", "", null],
])("an operator at %s%s goes to %s", (path, query, page) => {
  expect(operatorsPage(path, query)).toBe(page);
});
