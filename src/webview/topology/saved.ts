/** What a shape looks like is the theme's; a file has no theme, so the computed values go into it. */
const looks = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
] as const;

/** A drawn picture as a file of its own: no classes, no variables, nothing to load. */
export function standaloneSvg(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [index, element] of copies.entries()) {
    const original = originals[index];
    if (original !== undefined) resolve(element, getComputedStyle(original));
  }
  for (const ring of copy.querySelectorAll("[data-ring]")) ring.remove();
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", String(width));
  ground.setAttribute("height", String(height));
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(withoutComments(copy));
}

function resolve(element: Element, style: CSSStyleDeclaration): void {
  for (const name of ["class", "id", "style", "tabindex", "role", "aria-label"])
    element.removeAttribute(name);
  for (const look of looks) {
    const value = style.getPropertyValue(look);
    if (value !== "") element.setAttribute(look, value);
  }
}

/** The templates leave markers between the elements. */
function withoutComments(root: Element): Element {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode() !== null) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  return root;
}
