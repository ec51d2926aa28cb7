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
import { type Filtered, filterTree } from "../../core/inventory/filter.ts";
import { contextValue, type Node } from "../../core/inventory/node.ts";
import type { InventoryState } from "../../core/inventory/state.ts";
import { viewTexts } from "../../text/messages.ts";
import { nodeDescription, nodeLabel, nodeTooltip, nodeWords } from "../../text/nodes.ts";
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
  /** Rows that the user has opened or closed, by id. */
  readonly #chosen = new Map<string, boolean>();
  #filter = "";
  #filtered: Filtered | undefined;

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
      this.#remember(element, true);
      // Failures become rows below the element.
      if ("detail" in element) void inventory.expand(element.detail);
    });
    this.view.onDidCollapseElement(({ element }) => {
      this.#remember(element, false);
      if ("detail" in element) inventory.collapse(element.detail);
    });
    this.#unsubscribe = inventory.changed.add(() => this.#update());
  }

  /** Shows only rows with these words; empty, all of them. */
  show(filter: string): void {
    this.#filter = filter;
    this.#update();
  }

  getChildren(node?: Node): Node[] {
    return [...(node === undefined ? this.#roots() : (node.children ?? []))];
  }

  getTreeItem(node: Node): TreeItem {
    const label = nodeLabel(node);
    const item = new TreeItem({ label, highlights: this.#highlights(label) }, this.#collapsibleState(node));
    const now = Date.now();
    const icon = nodeIcon(node);
    // VS Code keeps by the id what is open; a filter opens rows of its own and leaves those as they were.
    item.id = this.#filter === "" ? node.id : `${node.id}?${this.#filter}`;
    item.description = nodeDescription(node, now);
    item.tooltip = nodeTooltip(node, now);
    item.contextValue = contextValue(node);
    if (icon !== undefined) item.iconPath = icon;
    const words = [label, nodeDescription(node, now)].filter((part) => part !== "");
    item.accessibilityInformation = { label: words.join(", ") };
    return item;
  }

  dispose(): void {
    this.#unsubscribe();
    this.view.dispose();
    this.#changed.dispose();
  }

  #update(): void {
    const nodes = this.#project(this.#inventory.state);
    const now = Date.now();
    this.#filtered =
      this.#filter === "" ? undefined : filterTree(nodes, this.#filter, (node) => nodeWords(node, now));
    this.view.message =
      this.#filtered === undefined
        ? ""
        : viewTexts.filtered(this.#filter, this.#filtered.matching, this.#filtered.total);
    this.#changed.fire();
  }

  #roots(): readonly Node[] {
    return this.#filtered?.nodes ?? this.#project(this.#inventory.state);
  }

  #highlights(label: string): [number, number][] {
    const start = this.#filter === "" ? -1 : label.toLowerCase().indexOf(this.#filter.toLowerCase());
    return start < 0 ? [] : [[start, start + this.#filter.length]];
  }

  /** VS Code forgets what was open below rows that a filter has hidden. */
  #remember({ id }: Node, open: boolean): void {
    if (this.#filter === "") this.#chosen.set(id, open);
  }

  /** Scopes, VPCs and target groups are open at first; whatever would call AWS is not, unless a match is below it. */
  #collapsibleState({ id, kind, children }: Node): TreeItemCollapsibleState {
    if (children === undefined) return TreeItemCollapsibleState.None;
    const atFirst = openAtFirst.has(kind);
    const isOpen = this.#filtered?.open.has(id) ?? this.#chosen.get(id) ?? atFirst;
    return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  }
}

const openAtFirst: ReadonlySet<Node["kind"]> = new Set(["scope", "vpc", "targetGroup"]);
