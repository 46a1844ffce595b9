const SMALLEST_TILE = 300;
const PICTURE_RATIO = 16 / 9;

/**
 * The number of columns that shows `count` tiles largest in the given area (CSS pixels): as large as all of them
 * fit at once, but never narrower than a tile can be read; then the page scrolls.
 */
export function columnsFor(count: number, width: number, height: number, gap: number): number {
  const most = Math.max(1, Math.min(count, Math.floor((width + gap) / (SMALLEST_TILE + gap))));
  for (let columns = 1; columns < most; columns++) {
    const tileWidth = (width - gap * (columns - 1)) / columns;
    const rows = Math.ceil(count / columns);
    if (rows * (tileWidth / PICTURE_RATIO) + gap * (rows - 1) <= height) {
      return columns;
    }
  }
  return most;
}
