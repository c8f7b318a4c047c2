import type {Rule} from "./rule.js";

/** Rules for digits without a hole, in the order in which they are tried. */
export const OPEN_RULES: readonly Rule[] = [
  {
    answer: "1",
    sees: "one narrow stroke",
    where: {holes: 0, width: {max: 42}, ends: 2, leftBay: {max: 34}, rightBay: {max: 34}}
  },
  {
    answer: "9",
    sees: "a loop at the top that is open on the right, on a stem",
    where: {
      holes: 0,
      upperRightBay: {min: 28},
      leftMargin4: {min: 30},
      bottomBar: {max: 40},
      upperInk: {min: 60},
      leftMargin2: {max: 16},
      lowestEndFromLeft: {min: 28},
      lowestEndFromTop: {min: 88}
    }
  },
  {
    answer: "4",
    sees: "two strokes side by side with a bay between them, on a stem at the right",
    where: {holes: 0, topBay: {min: 14}, strokesAcrossUpper: 2, leftMargin4: {min: 25}, topBar: {max: 46}}
  },
  {
    answer: "7",
    sees: "a bar at the top, and a stem that comes down from its right end",
    where: {
      holes: 0,
      leftMargin4: {min: 22},
      topBar: {min: 50},
      rightBay: {max: 20},
      bottomBar: {max: 50},
      upperInk: {min: 54},
      leftBay: {max: 75},
      leftMargin2: {min: 18},
      lowerLeftBay: {max: 55}
    }
  },
  {
    answer: "5",
    sees: "a bay on the right, a bay on the left below it, and an end at the top right",
    where: {
      holes: 0,
      upperRightBay: {min: 28},
      lowerLeftBay: {min: 14},
      rightBayPlace: {max: 50},
      leftBayPlace: {min: 45},
      highestEndFromLeft: {min: 45},
      leftMargin2: {max: 36},
      rightMargin3: {max: 50},
      endsUpperRight: {min: 1},
      topBar: {min: 30},
      bottomBar: {min: 30}
    }
  },
  {
    answer: "3",
    sees: "two bays on the left, and an end at the bottom left",
    where: {
      holes: 0,
      leftBay: {min: 40},
      lowerLeftBay: {min: 25},
      lowestEndFromLeft: {max: 50},
      bottomBar: {min: 30},
      lowerRightBay: {max: 30},
      endsLowerRight: 0,
      highestEndFromLeft: {max: 50},
      leftMargin4: {max: 45},
      rightMargin4: {max: 45}
    }
  },
  {
    answer: "2",
    sees: "a bay on the left at the top, and an end at the bottom right",
    where: {
      holes: 0,
      upperLeftBay: {min: 15},
      lowestEndFromLeft: {min: 60},
      bottomBar: {min: 30},
      endsLowerRight: {min: 1},
      width: {min: 50}
    }
  },
  {
    answer: "2",
    sees: "a bay on the left at the top, and a bar at the bottom",
    where: {
      holes: 0,
      upperLeftBay: {min: 15},
      leftMargin4: {max: 25},
      bottomBar: {min: 45},
      upperRightBay: {max: 20},
      endsLowerRight: {min: 1},
      width: {min: 50}
    }
  },
  {
    answer: "7",
    sees: "a bar at the top with a small hook, and a stem",
    where: {
      holes: 0,
      leftMargin4: {min: 22},
      topBar: {min: 55},
      rightBay: {max: 17},
      bottomBar: {max: 45},
      upperInk: {min: 57},
      rightMargin4: {min: 20},
      upperLeftBay: {min: 8}
    }
  },
  {
    answer: "9",
    sees: "a top that is filled with ink, on a stem",
    where: {
      holes: 0,
      leftMargin4: {min: 25},
      bottomBar: {max: 45},
      upperInk: {min: 55},
      leftMargin2: {max: 18},
      rightMargin2: {max: 25},
      upperLeftBay: {max: 8},
      middleBar: {min: 60},
      topBar: {min: 45},
      topBay: {max: 14}
    }
  },
  {
    answer: "7",
    sees: "a wide bar at the top, and a thin stem",
    where: {
      holes: 0,
      leftMargin4: {min: 22},
      bottomBar: {max: 45},
      upperInk: {min: 55},
      topBar: {min: 55},
      upperRightBay: {max: 17},
      middleBar: {max: 45}
    }
  },
  {
    answer: "6",
    sees: "most of its ink at the bottom, and a bay on the right at the top",
    where: {holes: 0, upperInk: {max: 40}, leftBay: {max: 10}, upperRightBay: {min: 10}, leftMargin4: {max: 25}}
  },
  {
    answer: "0",
    sees: "a stroke on either side, and nothing in the middle",
    where: {
      holes: 0,
      strokesAcrossMiddle: 2,
      lowerLeftBay: {max: 10},
      centerInk: {max: 4},
      width: {min: 50},
      leftMargin4: {max: 30},
      leftMargin2: {max: 25}
    }
  },
  {
    answer: "4",
    sees: "a bar across the lower middle, on a stem at the right",
    where: {
      holes: 0,
      leftMargin4: {min: 30},
      topBar: {max: 46},
      bottomBar: {max: 40},
      upperLeftBay: {max: 10},
      lowBar: {min: 60},
      upperInk: {max: 62}
    }
  },
  {
    answer: "3",
    sees: "two deep bays on the left, and strokes above one another",
    where: {
      holes: 0,
      upperLeftBay: {min: 40},
      lowerLeftBay: {min: 25},
      lowestEndFromLeft: {max: 50},
      endsLowerRight: 0,
      leftMargin4: {max: 40},
      bottomBar: {min: 35},
      leftMargin2: {min: 20},
      upperInk: {min: 42, max: 60},
      strokesDown: {min: 3}
    }
  },
  {
    answer: "5",
    sees: "a bay on the right at the top, and an end at the top right",
    where: {
      holes: 0,
      upperRightBay: {min: 28},
      lowerLeftBay: {min: 10},
      leftMargin2: {max: 36},
      endsUpperRight: {min: 1},
      leftMargin4: {max: 50},
      bottomBar: {min: 30}
    }
  },
  {
    answer: "1",
    sees: "a single stroke at each height",
    where: {
      holes: 0,
      width: {max: 50},
      ends: {min: 2, max: 3},
      leftBay: {max: 40},
      rightBay: {max: 40},
      strokesAcrossUpper: 1,
      strokesAcrossLower: 1,
      strokesAcrossMiddle: 1
    }
  },
  {
    answer: "1",
    sees: "a single stroke at each height, and a narrow shape",
    where: {holes: 0, width: {max: 36}, strokesAcrossUpper: 1, strokesAcrossMiddle: 1, strokesAcrossLower: 1}
  }
];
