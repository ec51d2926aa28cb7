import type { Input, Step } from "../step.ts";
import { isInput, isList } from "./template.ts";

/** One rule of a security group, flat: Terraform and CloudFormation have a resource for each. */
type FlatRule = Input;

const peers = ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"] as const;

/** The rules of AuthorizeSecurityGroupIngress and of AuthorizeSecurityGroupEgress: one per permission and peer. A peer group's id is called `PeerGroupId`. */
export function flatRules({ input }: Step): readonly FlatRule[] {
  const { GroupId: group, IpPermissions: permissions, ...rest } = input;
  if (group === undefined || !isList(permissions)) return [];
  return permissions.filter(isInput).flatMap((permission) => {
    const { IpRanges: _, Ipv6Ranges: __, PrefixListIds: ___, UserIdGroupPairs: ____, ...common } = permission;
    return peers.flatMap((list) => {
      const members = permission[list];
      if (!isList(members)) return [];
      return members.filter(isInput).map((peer): FlatRule => {
        const { GroupId: peerGroup, ...others } = peer;
        const named = peerGroup === undefined ? {} : { PeerGroupId: peerGroup };
        return { GroupId: group, ...rest, ...common, ...others, ...named };
      });
    });
  });
}

/** `_1`, `_2` … for several of one kind, nothing for a single one. */
export function numbered(index: number, count: number): string {
  return count === 1 ? "" : String(index + 1);
}
