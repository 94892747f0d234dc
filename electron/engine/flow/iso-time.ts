/** As it is written in sentences: to the second, in UTC. */
export const isoTime = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
