// What of a page's layout fails a reader: text that is cut off, targets that are too small, and a page that scrolls sideways.

/** The smallest target, in px of CSS (WCAG 2.2, 2.5.8). */
export const TARGET_PX = 24;

/** Runs in the page. */
function faults(least) {
  const found = [];
  const name = (element) => {
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    const classes = typeof element.className === "string" ? element.className : element.className.baseVal;
    const above = element.parentElement?.closest("[class]")?.getAttribute("class") ?? "";
    return `${element.tagName.toLowerCase()}.${classes.trim().replace(/\s+/g, ".")} in .${above.trim().replace(/\s+/g, ".")} “${text}”`;
  };
  // What is clipped to nothing is there for who hears the page.
  const isHeard = (element) => {
    for (let box = element; box; box = box.parentElement) if (getComputedStyle(box).clipPath !== "none") return true;
    return false;
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) && !isHeard(element);
  const scroller = document.scrollingElement;
  const wide = scroller.scrollWidth - scroller.clientWidth;
  if (wide > 0) found.push(`the page scrolls sideways by ${wide} px`);

  // Stricter than the criterion: room around a target does not excuse its size, only a sentence does.
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=slider], [role=option], [role=menuitem]";
  const isInText = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, td, th, dd, dt, div, span:not(:only-child)") ?? element.parentElement;
    return block.textContent.trim().length > element.textContent.trim().length;
  };
  // A label is part of the target of its field.
  const boxOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((it) => it.getBoundingClientRect()).filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length === 0) return null;
    const [left, top] = [Math.min(...boxes.map((it) => it.left)), Math.min(...boxes.map((it) => it.top))];
    return { left, top, width: Math.max(...boxes.map((it) => it.right)) - left, height: Math.max(...boxes.map((it) => it.bottom)) - top };
  };
  const targets = [...document.querySelectorAll(TARGETS)].filter((it) => seen(it) && !it.closest("[inert], .boot-notice, .unseen")).map((element) => ({ element, box: boxOf(element) })).filter(({ box }) => box);
  for (const { element, box } of targets) {
    if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
    if (isInText(element)) continue;
    found.push(`a target of ${Math.round(box.width)} × ${Math.round(box.height)} px: ${name(element)}`);
  }

  // Text beyond what hides it, without a sign of it.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, noscript, svg, option, textarea, .boot-notice, .unseen, [aria-hidden=true], [title]") || !seen(parent)) continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width < 2) continue;
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.position === "fixed") break;
      if (/auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY)) break;
      if (!/hidden|clip/.test(style.overflowX)) continue;
      const edge = box.getBoundingClientRect();
      if (edge.width < 2 || edge.height < 2) break;
      const cut = Math.max(text.right - edge.right, edge.left - text.left);
      if (cut > 1.5 && style.textOverflow !== "ellipsis" && style.webkitLineClamp === "none") found.push(`${Math.round(cut)} px of text are cut off: ${name(parent)}`);
      if (cut > 1.5) break;
    }
  }
  return [...new Set(found)];
}

/** The faults of the page as it stands, one text each. */
export const layoutFaults = (page) => page.evaluate(faults, TARGET_PX);
