import type { Node } from "../../core/inventory/node.ts";

/** What a command does. VS Code passes the row, and all selected rows when there are several; the palette passes nothing. */
type Command = (node?: Node, selected?: readonly Node[]) => Promise<void>;

/** Commands by their ids without the prefix. */
export type Commands = Readonly<Record<string, Command>>;
