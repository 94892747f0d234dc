/** What a progress bar drew in one line, the last state at the end. A terminal shows only that one. */
export function statesOf(line: string): string[] {
  const states = line.replace(/\r+$/, '').split(/\r+/)
  return states.filter((state, at) => state !== '' || at === states.length - 1)
}

/** The state that a terminal shows at the end. */
export function drawnLast(line: string): string {
  const drawn = line.replace(/\r+$/, '')
  return drawn.slice(drawn.lastIndexOf('\r') + 1)
}
