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
import { changedRows, rowsById } from "../../core/inventory/changedRows.ts";
import { type Filtered, filterTree } from "../../core/inventory/filter.ts";
import { contextValue, type Node } from "../../core/inventory/node.ts";
import type { InventoryState } from "../../core/inventory/state.ts";
import { viewTexts } from "../../text/messages.ts";
import { nodeDescription, nodeLabel, nodeTooltip, nodeWords } from "../../text/nodes.ts";
import { nodeIcon } from "./icons.ts";

type Projection = (state: InventoryState) => readonly Node[];

/** With more changed rows than this, VS Code draws all of them at once sooner than one by one. */
const mostRows = 200;

/**
 * A view as a projection of the inventory. Reading a row's children never calls AWS; expanding a row does. Only rows that
 * have changed are drawn again: VS Code knows a row by the first object that it was given for it, and `current` is the row
 * that this object stands for now.
 */
export class NodeTree implements TreeDataProvider<Node> {
  readonly view: TreeView<Node>;
  readonly #inventory: Inventory;
  readonly #project: Projection;
  readonly #changed = new EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #unsubscribe: () => void;
  /** Rows that the user has opened or closed, by id. */
  readonly #chosen = new Map<string, boolean>();
  /** What VS Code was given, by id. */
  readonly #elements = new Map<string, Node>();
  /** The quieter words of rows as they were drawn last, by id; ages among them change by themselves. */
  readonly #drawn = new Map<string, string>();
  #nodes: readonly Node[] = [];
  #rows: ReadonlyMap<string, Node> = new Map();
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
      const row = this.current(element);
      // Failures become rows below the element.
      if ("detail" in row) void inventory.expand(row.detail);
    });
    this.view.onDidCollapseElement(({ element }) => {
      this.#remember(element, false);
      const row = this.current(element);
      if ("detail" in row) inventory.collapse(row.detail);
    });
    this.#unsubscribe = inventory.changed.add(() => this.#update());
  }

  /** Shows only rows with these words; empty, all of them. */
  show(filter: string): void {
    this.#filter = filter;
    this.#update(true);
  }

  /** The row that VS Code's object stands for, as it is now; the object itself when the row is gone. */
  current(element: Node): Node {
    return this.#rows.get(element.id) ?? element;
  }

  /** VS Code asks it for the way down to a row that it is to show. */
  getParent(element: Node): Node | undefined {
    const parent = parentOf(this.#nodes, element.id);
    return parent && (this.#elements.get(parent.id) ?? parent);
  }

  /** Shows the view with this row selected. Nothing happens to a row that the view does not have now. */
  async reveal({ id }: Node): Promise<void> {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    await this.view.reveal(this.#elements.get(id) ?? row, { select: true, focus: true, expand: 1 });
  }

  /** All rows that the view has now, also below those that are closed. */
  get rows(): Iterable<Node> {
    return this.#rows.values();
  }

  get selection(): readonly Node[] {
    return this.view.selection.map((element) => this.current(element));
  }

  /** Draws those rows again whose age reads differently by now. */
  showAges(): void {
    const now = Date.now();
    const aged = [...this.#drawn].filter(([id, words]) => {
      const row = this.#rows.get(id);
      return row !== undefined && nodeDescription(row, now) !== words;
    });
    this.#draw(aged.map(([id]) => id));
  }

  getChildren(element?: Node): Node[] {
    const rows = element === undefined ? this.#nodes : (this.current(element).children ?? []);
    return rows.map((row) => {
      const known = this.#elements.get(row.id) ?? row;
      this.#elements.set(row.id, known);
      return known;
    });
  }

  getTreeItem(element: Node): TreeItem {
    const node = this.current(element);
    const label = nodeLabel(node);
    const item = new TreeItem({ label, highlights: this.#highlights(label) }, this.#collapsibleState(node));
    const now = Date.now();
    const icon = nodeIcon(node);
    // VS Code keeps by the id what is open; a filter opens rows of its own and leaves those as they were.
    item.id = this.#filter === "" ? node.id : `${node.id}?${this.#filter}`;
    item.description = nodeDescription(node, now);
    this.#drawn.set(node.id, item.description);
    item.tooltip = nodeTooltip(node, now);
    item.contextValue = contextValue(node);
    if (icon !== undefined) item.iconPath = icon;
    const words = [label, item.description].filter((part) => part !== "");
    item.accessibilityInformation = { label: words.join(", ") };
    return item;
  }

  dispose(): void {
    this.#unsubscribe();
    this.view.dispose();
    this.#changed.dispose();
  }

  #update(isFilterNew = false): void {
    const all = this.#project(this.#inventory.state);
    const now = Date.now();
    this.#filtered =
      this.#filter === "" ? undefined : filterTree(all, this.#filter, (node) => nodeWords(node, now));
    this.view.message =
      this.#filtered === undefined
        ? ""
        : viewTexts.filtered(this.#filter, this.#filtered.matching, this.#filtered.total);
    const before = this.#nodes;
    this.#nodes = this.#filtered?.nodes ?? all;
    this.#rows = rowsById(this.#nodes);
    for (const id of this.#elements.keys()) {
      if (this.#rows.has(id)) continue;
      this.#elements.delete(id);
      this.#drawn.delete(id);
    }
    // A filter also decides what is open, which only a tree that is drawn anew takes over.
    this.#draw(isFilterNew || this.#filtered !== undefined ? undefined : changedRows(before, this.#nodes));
  }

  /** @param ids Rows to draw again, with what is below them; all when absent. */
  #draw(ids: readonly string[] | undefined): void {
    if (ids === undefined || ids.length > mostRows) {
      this.#changed.fire(undefined);
      return;
    }
    // What VS Code has never asked for it cannot be told to draw again.
    const elements = ids.flatMap((id) => this.#elements.get(id) ?? []);
    if (elements.length > 0) this.#changed.fire(elements);
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

function parentOf(nodes: readonly Node[], id: string): Node | undefined {
  for (const node of nodes) {
    const children = node.children ?? [];
    if (children.some((child) => child.id === id)) return node;
    const below = parentOf(children, id);
    if (below !== undefined) return below;
  }
  return undefined;
}
