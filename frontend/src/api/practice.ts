/** An administrator's view of the practice's accounts, and the way in for who was invited. */
import { answered, api, older } from "./http";
import type { AuditEntry, Invitation, Member, Policy, PolicyChanges, Role, Welcome } from "./types";

const at = (id: number) => ({ params: { path: { id } } });

export async function readMembers(): Promise<Member[]> {
  return await answered(api.GET("/api/v1/practice/members/"));
}

export async function changeMember(
  id: number,
  changes: { role?: Role; is_active?: boolean },
): Promise<Member> {
  const body = changes;
  return await answered(api.PATCH("/api/v1/practice/members/{id}/", { ...at(id), body }));
}

export async function resetSecondFactor(id: number): Promise<void> {
  await answered(api.DELETE("/api/v1/practice/members/{id}/second-factor/", at(id)));
}

export async function readInvitations(): Promise<Invitation[]> {
  return await answered(api.GET("/api/v1/practice/invitations/"));
}

/** Throws a Refusal with the field `email` for who is a member already. */
export async function inviteColleague(email: string, role: Role): Promise<Invitation> {
  return await answered(api.POST("/api/v1/practice/invitations/", { body: { email, role } }));
}

export async function inviteAgain(id: number): Promise<Invitation> {
  return await answered(api.POST("/api/v1/practice/invitations/{id}/link/", at(id)));
}

export async function withdrawInvitation(id: number): Promise<void> {
  await answered(api.DELETE("/api/v1/practice/invitations/{id}/", at(id)));
}

/** Acts upon accounts, the latest first; with `before`, what is older. */
export async function readAudit(before?: number): Promise<AuditEntry[]> {
  const options = { params: { query: older(before) } };
  return await answered(api.GET("/api/v1/practice/audit/", options));
}

export async function readPolicy(): Promise<Policy> {
  return (await answered(api.GET("/api/v1/practice/"))) as Policy;
}

/** Throws a Refusal by field where a value is wrong or the preset stands against it. */
export async function changePolicy(changes: PolicyChanges): Promise<Policy> {
  return (await answered(api.PATCH("/api/v1/practice/", { body: changes }))) as Policy;
}

/** Who invites. Throws a Refusal with 410 for a link that does not work. */
export async function readWelcome(token: string): Promise<Welcome> {
  return await answered(api.POST("/api/v1/welcome/", { body: { token } }));
}

/** Take the invitation up. Throws a Refusal: by field, 409 for an address that has an account. */
export async function takeUpInvitation(
  token: string,
  name: string,
  password: string,
): Promise<void> {
  await answered(api.POST("/api/v1/welcome/account/", { body: { token, name, password } }));
}
