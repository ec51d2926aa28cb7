import { type Rule, tagMap } from "../template.ts";

/** AWS's list of keys and values as the map that `tags` takes. */
export const tags: Rule = (value, node) => ({ tags: node(tagMap(value)) });
