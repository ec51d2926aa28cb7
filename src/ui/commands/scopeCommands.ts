import { ProgressLocation, type QuickPickItem, window } from "vscode";
import type { Profile } from "../../app/aws.ts";
import type { Session } from "../../app/session.ts";
import { type Scope, scopeId } from "../../core/model/scope.ts";
import { messages } from "../../text/messages.ts";
import { toSignal } from "../platform/cancellation.ts";

/** Where a profile without a Region begins; others can be chosen. */
const fallbackRegion = "us-east-1";

/** Choose Profiles and Regions: any number of each; both sides of a connection can be open at once. */
export async function chooseScopes(session: Session): Promise<void> {
  const { origin } = session;
  const aws = await session.aws();
  const profiles = await aws.profiles();
  if (profiles.length === 0) {
    void window.showInformationMessage(messages.noProfiles);
    return;
  }
  const picked = await pickProfiles(session, profiles);
  if (picked === undefined) return;
  const scopes: Scope[] = [];
  for (const profile of picked) {
    const regions = await pickRegions(session, profile);
    if (regions === undefined) return;
    scopes.push(...regions.map((region) => ({ profile: profile.name, region })));
  }
  // The sandbox may have come or gone while the user chose: its profiles are not the user's.
  if (session.origin === origin) await session.openScopes(scopes);
}

async function pickProfiles(
  session: Session,
  profiles: readonly Profile[],
): Promise<readonly Profile[] | undefined> {
  const open = new Set(session.inventory.state.scopes.map(({ scope }) => scope.profile));
  const items = profiles.map((profile) => ({
    label: profile.name,
    description: profile.region ?? "",
    picked: open.has(profile.name),
    profile,
  }));
  const picked = await window.showQuickPick(items, {
    title: messages.pickScopes,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ profile }) => profile);
}

async function pickRegions(
  session: Session,
  { name, region }: Profile,
): Promise<readonly string[] | undefined> {
  const first = region ?? fallbackRegion;
  const regions = await window.withProgress(
    { location: ProgressLocation.Notification, title: messages.pickRegions(name), cancellable: true },
    (_, token) => listRegions(session, { profile: name, region: first }, toSignal(token)),
  );
  const open = session.inventory.state.scopes
    .filter(({ scope }) => scope.profile === name)
    .map(({ scope }) => scopeId(scope));
  const isPicked = (each: string) =>
    open.length === 0 ? each === first : open.includes(scopeId({ profile: name, region: each }));
  const items: QuickPickItem[] = regions.map((each) => ({ label: each, picked: isPicked(each) }));
  const picked = await window.showQuickPick(items, {
    title: messages.pickRegions(name),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ label }) => label);
}

/** Without the permission to list Regions the profile's own is offered; opening it will say what is wrong. */
async function listRegions(session: Session, scope: Scope, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const aws = await session.aws();
    return await aws.regions(scope, signal);
  } catch {
    return [scope.region];
  }
}
