import type { Scope } from "../model/scope.ts";
import { agentPolicyArn, testerRoleName } from "../model/tester.ts";
import type { Input, Step } from "./step.ts";

const gone = ["NoSuchEntity"];
const role = { RoleName: testerRoleName };
const profile = { InstanceProfileName: testerRoleName };

/** IAM deletes neither a profile with a role in it nor a role with a policy. */
export function deleteTesterRole(scope: Scope): readonly Step[] {
  const step = (
    id: string,
    permission: `iam:${string}`,
    input: Input,
    retryOn: readonly string[] = [],
  ): Step => ({
    id,
    scope,
    service: "iam",
    operation: permission.slice("iam:".length),
    input,
    subject: { code: "named", name: testerRoleName },
    outputs: {},
    doneWhen: gone,
    retryOn,
    permissions: [permission],
  });
  // What was removed a moment ago may still be in the way.
  const held = ["DeleteConflict"];
  return [
    step("profile-role", "iam:RemoveRoleFromInstanceProfile", { ...profile, ...role }),
    step("profile", "iam:DeleteInstanceProfile", profile, held),
    step("policy", "iam:DetachRolePolicy", { ...role, PolicyArn: agentPolicyArn(scope.region) }),
    step("role", "iam:DeleteRole", role, held),
  ];
}
