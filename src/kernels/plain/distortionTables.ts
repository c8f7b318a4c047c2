/** The largest amounts of the distortions of an image, at the first places of their tables. */
export const [ROTATION, SCALE, SHEAR, SHIFT, STROKE] = [0, 1, 2, 3, 4];

/** The number of normal deviates at the start of which the noise of an image may begin: a power of two. */
export const NOISE_STARTS = 1024;
/** The side of a period of the field of displacements, in nodes: a power of two. */
export const FIELD_SIDE = 64;
/** Nodes along each side of an image: every fourth pixel and the one beyond the last. */
export const NODES = 8;
/** The side of the field, repeated far enough that all nodes of an image follow its first one. */
export const FIELD_WIDTH = FIELD_SIDE + NODES;

/** The parts of the tables, by their places after the first one, in numbers. All are multiples of 4. */
export const NOISE = 8;
/** [72 × 72]: displacements in pixels. */
export const FIELD = NOISE + NOISE_STARTS + 28 * 28;
/** The end of the tables, after which the kernels have room of their own: first for the bytes of an image, [30 × 32]. */
export const ROOM = FIELD + FIELD_WIDTH ** 2;
/** For the levels of an image with a margin, [32 × 32]. */
export const LEVELS = ROOM + 240;
/** For the positions of the nodes: columns [8 × 8], then rows. */
export const NODE_X = LEVELS + 32 * 32;
/** The length of the tables with this room, of which the compiled kernel needs 52 numbers more. */
export const DISTORTION_TABLES = NODE_X + 2 * NODES ** 2 + 52;
