/** A square on a surface, in CSS pixels. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface KeyboardWindow {
  /** The window; undefined while the keyboard is not in use. */
  readonly window: Square | undefined;
  /** Sets the surface's side, in CSS pixels. */
  resize(side: number): void;
}

/** Shares of the surface's side: the window's initial, minimum and maximum side, and one step. */
const [FIRST, LEAST, MOST, STEP] = [0.2, 0.05, 1, 0.05];

/**
 * Adds keyboard selection to a square *surface*: arrows move a window, plus and minus resize it, Enter or space selects
 * its corners, in CSS pixels, and Escape clears the selection. The window shows while the surface has keyboard focus.
 */
export function keyboardWindow(
  surface: HTMLElement,
  {
    onChange,
    onSelect,
    onClear
  }: {onChange: () => void; onSelect: (corners: [number, number][]) => void; onClear: () => void}
): KeyboardWindow {
  let whole = 1;
  let part = {x: 0.5, y: 0.5, side: FIRST};
  let isActive = false;

  const current = (): Square => ({
    x: (part.x - part.side / 2) * whole,
    y: (part.y - part.side / 2) * whole,
    side: part.side * whole
  });

  function change(next: Partial<typeof part>): void {
    part = {...part, ...next};
    part.side = clamp(part.side, LEAST, MOST);
    part.x = clamp(part.x, 0, 1);
    part.y = clamp(part.y, 0, 1);
    onChange();
  }

  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => change({x: part.x - STEP}),
    ArrowRight: () => change({x: part.x + STEP}),
    ArrowUp: () => change({y: part.y - STEP}),
    ArrowDown: () => change({y: part.y + STEP}),
    "+": () => change({side: part.side + STEP}),
    "=": () => change({side: part.side + STEP}),
    "-": () => change({side: part.side - STEP}),
    Enter: () => onSelect(cornersOf(current())),
    " ": () => onSelect(cornersOf(current())),
    Escape: onClear
  };

  surface.addEventListener("keydown", (event) => {
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    isActive = true;
    act();
  });
  surface.addEventListener("focus", () => {
    isActive = surface.matches(":focus-visible");
    onChange();
  });
  surface.addEventListener("blur", () => {
    isActive = false;
    onChange();
  });

  return {
    get window() {
      return isActive ? current() : undefined;
    },
    resize: (side) => void (whole = side)
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function cornersOf({x, y, side}: Square): [number, number][] {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side]
  ];
}
