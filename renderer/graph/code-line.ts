/** The first line of a script that does something. */
export const codeLine = (code: string): string | undefined =>
  code
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !/^(?:#|\/\/|set -)/.test(line))
