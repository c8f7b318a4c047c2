import type {Rule} from "./rule.js";

/** Rules for digits with a hole, in the order in which they are tried. */
export const CLOSED_RULES: readonly Rule[] = [
  {
    answer: "0",
    sees: "a large hole and a speck",
    where: {
      holes: {min: 2},
      secondHole: {max: 2},
      holeHeight: {min: 30},
      centerInk: {max: 6},
      rightBay: {max: 14},
      leftBay: {max: 14}
    }
  },
  {
    answer: "6",
    sees: "a loop at the bottom below a bent stroke, and a speck",
    where: {holes: {min: 2}, secondHole: {max: 2.5}, upperInk: {max: 41}, upperRightBay: {min: 12}, leftBay: {max: 10}}
  },
  {
    answer: "2",
    sees: "a hook at the top left, loops in its corners, and an end at the bottom right",
    where: {
      holes: {min: 2},
      upperLeftBay: {min: 15},
      lowestEndFromLeft: {min: 70},
      upperInk: {max: 46},
      ends: {min: 2},
      upperRightBay: {max: 14}
    }
  },
  {
    answer: "8",
    sees: "two loops, one above the other",
    where: {holes: {min: 2}, holeHeight: {max: 62}, ends: {max: 2}, leftBay: {max: 45}}
  },
  {
    answer: "0",
    sees: "one large hole in the middle",
    where: {holes: 1, holeHeight: {min: 38}, holePlace: {min: 42, max: 62}, rightBay: {max: 14}, leftBay: {max: 14}}
  },
  {
    answer: "2",
    sees: "a hook at the top left, and a small loop at the bottom left",
    where: {
      holes: 1,
      holePlace: {min: 58},
      upperLeftBay: {min: 15},
      upperRightBay: {max: 14},
      lowestEndFromLeft: {min: 70},
      endsLowerLeft: 0,
      leftMargin2: {min: 18}
    }
  },
  {
    answer: "4",
    sees: "a closed top that is narrow, on a stem at the right",
    where: {
      holes: 1,
      holePlace: {min: 26, max: 58},
      leftMargin1: {min: 30},
      leftMargin4: {min: 26},
      upperLeftBay: {max: 10},
      bottomBar: {max: 50},
      topBar: {max: 45},
      rightMargin1: {min: 12},
      ends: {min: 1}
    }
  },
  {
    answer: "9",
    sees: "a loop at the top, on a stem",
    where: {
      holes: 1,
      holePlace: {max: 42},
      leftMargin4: {min: 22},
      leftMargin3: {min: 10},
      upperRightBay: {max: 14},
      upperLeftBay: {max: 14},
      topBay: {max: 12},
      bottomBay: {max: 24},
      lowestEndFromTop: {min: 80},
      rightMargin4: {max: 60},
      lowerRightBay: {max: 10},
      bottomBar: {max: 50}
    }
  },
  {
    answer: "6",
    sees: "a loop at the bottom, below a single stroke",
    where: {
      holes: 1,
      holePlace: {min: 58},
      upperLeftBay: {max: 10},
      lowerLeftBay: {max: 12},
      strokesAcrossUpper: 1,
      upperInk: {max: 42},
      leftMargin2: {max: 32},
      upperRightBay: {min: 6},
      highestEndFromTop: {max: 30}
    }
  },
  {
    answer: "5",
    sees: "a bar at the top, a bay on the right below it, and a closed belly",
    where: {
      holes: 1,
      upperRightBay: {min: 40},
      upperLeftBay: {max: 14},
      highestEndFromLeft: {min: 60},
      topBar: {min: 60},
      upperInk: {min: 43},
      holePlace: {min: 55},
      leftMargin2: {max: 20},
      strokesDown: {min: 3},
      rightMargin2: {min: 50},
      strokesAcrossUpper: 1
    }
  },
  {
    answer: "9",
    sees: "a loop at the top, and a tail that ends at the bottom left",
    where: {
      holes: 1,
      holePlace: {max: 42},
      leftMargin3: {min: 15},
      upperRightBay: {max: 14},
      upperLeftBay: {max: 45},
      endsUpperLeft: 0,
      bottomBay: {max: 24},
      endsLowerLeft: 1,
      lowerRightBay: {max: 14},
      leftMargin4: {min: 18}
    }
  },
  {
    answer: "2",
    sees: "a hook at the top left, a loop, and an end at the bottom right",
    where: {
      holes: 1,
      upperLeftBay: {min: 15},
      upperRightBay: {max: 14},
      lowestEndFromLeft: {min: 70},
      endsLowerRight: {min: 1},
      holePlace: {min: 40}
    }
  },
  {
    answer: "2",
    sees: "a deep hook at the top left, and a loop low on the left",
    where: {
      holes: 1,
      holePlace: {min: 64},
      upperLeftBay: {min: 30},
      leftMargin2: {min: 30},
      upperRightBay: {max: 16},
      endsUpperLeft: {min: 1},
      upperInk: {max: 46},
      endsLowerLeft: 0,
      rightBay: {max: 20}
    }
  },
  {
    answer: "8",
    sees: "a loop at the bottom, and a top that is nearly closed",
    where: {
      holes: 1,
      holePlace: {min: 55},
      upperInk: {min: 42},
      upperLeftBay: {max: 45},
      rightBay: {min: 8},
      centerInk: {min: 4}
    }
  },
  {
    answer: "8",
    sees: "a loop at the top, and a bottom that is nearly closed",
    where: {
      holes: 1,
      holePlace: {max: 45},
      rightBay: {min: 5},
      leftMargin4: {max: 30},
      bottomBar: {min: 20},
      leftBay: {min: 5, max: 50}
    }
  },
  {
    answer: "0",
    sees: "a hole in the middle, and a stroke on either side of it",
    where: {holes: 1, holeHeight: {min: 30}, holePlace: {min: 38, max: 66}, strokesAcrossMiddle: 2, centerInk: {max: 4}}
  },
  {
    answer: "9",
    sees: "a loop at the very top, and nothing at the bottom left",
    where: {
      holes: 1,
      holePlace: {max: 40},
      leftMargin4: {min: 30},
      upperLeftBay: {max: 10},
      bottomBar: {max: 45},
      topBay: {max: 14},
      upperInk: {min: 55}
    }
  }
];
