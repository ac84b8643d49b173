/**
 * Puts the bundled font first where no font of the system has Chinese characters. Chromium lays text out again when a late font arrives
 * only where that font is the family's first; elsewhere the reader would be left with empty boxes.
 */
export function chooseFont(): void {
  const canvas = document.createElement("canvas").getContext("2d");
  if (canvas === null) return;
  canvas.font = "100px sans-serif";
  // A character that no font can have is drawn as the box for missing ones.
  const box = canvas.measureText("\u{10fffe}").width;
  document.documentElement.classList.toggle("bundled-font", canvas.measureText("提").width === box);
}
