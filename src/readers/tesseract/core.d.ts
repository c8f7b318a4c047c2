declare module "tesseract.js-core/tesseract-core-simd.js" {
  const core: import("./engine.js").TesseractCore;
  export default core;
}
