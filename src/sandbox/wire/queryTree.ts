/** A query parameter's value, or the parameters below a dotted prefix. */
export type QueryNode = string | QueryTree;

/** Query parameters by the parts of their dotted names. Has no prototype: every key comes from the network. */
export interface QueryTree {
  [part: string]: QueryNode;
}

/** Turns `Filter.1.Name=vpc-id` and the like into a tree. The first of two equal names wins, as on AWS. */
export function queryTree(parameters: URLSearchParams): QueryTree {
  const root = emptyTree();
  for (const [name, value] of parameters) {
    const parts = name.split(".");
    const last = parts.pop() ?? "";
    const parent = parts.reduce(descend, root);
    parent[last] ??= value;
  }
  return root;
}

function descend(node: QueryTree, part: string): QueryTree {
  const child = node[part];
  if (child !== undefined && typeof child !== "string") return child;
  const created = emptyTree();
  node[part] = created;
  return created;
}

function emptyTree(): QueryTree {
  return Object.create(null);
}
