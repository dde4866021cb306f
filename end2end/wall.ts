// The panels of a lobby on which the wall is measured.

/** The lobby's panel in the default set-up, in inches. */
export const PANEL = 43;
/** Rounding of a layout to pixels, and of a size to the font's own steps. */
export const HALF = 0.5;

export const SHAPES = {
  "full HD": { width: 1920, height: 1080 },
  "720p": { width: 1280, height: 720 },
  "4K": { width: 3840, height: 2160 },
  "21:9": { width: 2560, height: 1080 },
  "portrait": { width: 1080, height: 1920 },
  "portrait in 4K": { width: 2160, height: 3840 },
  "4:3": { width: 1024, height: 768 },
  "5:4": { width: 1280, height: 1024 },
  "a bar": { width: 1920, height: 540 },
};
