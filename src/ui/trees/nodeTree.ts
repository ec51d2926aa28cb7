import {
  EventEmitter,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  type TreeViewOptions,
  window,
} from "vscode";
import type { Inventory } from "../../app/inventory.ts";
import { contextValue, type Node } from "../../core/inventory/node.ts";
import type { InventoryState } from "../../core/inventory/state.ts";
import { nodeDescription, nodeLabel, nodeTooltip } from "../../text/nodes.ts";
import { nodeIcon } from "./icons.ts";

type Projection = (state: InventoryState) => readonly Node[];

/** A view as a projection of the inventory. Reading a row's children never calls AWS; expanding a row does. */
export class NodeTree implements TreeDataProvider<Node> {
  readonly view: TreeView<Node>;
  readonly #inventory: Inventory;
  readonly #project: Projection;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #unsubscribe: () => void;

  constructor(
    viewId: string,
    inventory: Inventory,
    project: Projection,
    options: { readonly many: boolean },
  ) {
    this.#inventory = inventory;
    this.#project = project;
    const viewOptions: TreeViewOptions<Node> = {
      treeDataProvider: this,
      canSelectMany: options.many,
      showCollapseAll: !options.many,
    };
    this.view = window.createTreeView(viewId, viewOptions);
    this.view.onDidExpandElement(({ element }) => {
      // Failures become rows below the element.
      if ("detail" in element) void inventory.expand(element.detail);
    });
    this.view.onDidCollapseElement(({ element }) => {
      if ("detail" in element) inventory.collapse(element.detail);
    });
    this.#unsubscribe = inventory.changed.add(() => this.#changed.fire());
  }

  getChildren(node?: Node): Node[] {
    return [...(node === undefined ? this.#project(this.#inventory.state) : (node.children ?? []))];
  }

  getTreeItem(node: Node): TreeItem {
    const item = new TreeItem(nodeLabel(node), collapsibleState(node));
    const now = Date.now();
    const icon = nodeIcon(node);
    item.id = node.id;
    item.description = nodeDescription(node, now);
    item.tooltip = nodeTooltip(node, now);
    item.contextValue = contextValue(node);
    if (icon !== undefined) item.iconPath = icon;
    const words = [nodeLabel(node), nodeDescription(node, now)].filter((part) => part !== "");
    item.accessibilityInformation = { label: words.join(", ") };
    return item;
  }

  dispose(): void {
    this.#unsubscribe();
    this.view.dispose();
    this.#changed.dispose();
  }
}

/** Scopes and VPCs are open at first; whatever would call AWS is not. */
function collapsibleState({ kind, children }: Node): TreeItemCollapsibleState {
  if (children === undefined) return TreeItemCollapsibleState.None;
  return kind === "scope" || kind === "vpc"
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed;
}
