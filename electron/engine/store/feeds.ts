import type { Db } from './db.ts'

export type Feed = { step: number; source: number; after: string }

/** Inputs that steps have not planned yet: files of results of earlier steps. */
export function createFeeds(db: Db) {
  const feed = db.prepare('INSERT OR IGNORE INTO feed (run, step, source) VALUES (?, ?, ?)')
  const nextFeed = db.prepare('SELECT step, source, after FROM feed WHERE run = ? AND step = ? ORDER BY source LIMIT 1')
  const setAfter = db.prepare('UPDATE feed SET after = ? WHERE run = ? AND step = ? AND source = ?')
  const endFeed = db.prepare('DELETE FROM feed WHERE run = ? AND step = ? AND source = ?')
  const endFeeds = db.prepare('DELETE FROM feed WHERE run = ?')

  return {
    feed: (run: number, step: number, source: number): void => void feed.run(run, step, source),
    nextFeed: (run: number, step: number): Feed | null => (nextFeed.get(run, step) as Feed | undefined) ?? null,
    setAfter: (run: number, { step, source }: Feed, after: string): void => void setAfter.run(after, run, step, source),
    endFeed: (run: number, { step, source }: Feed): void => void endFeed.run(run, step, source),
    endFeeds: (run: number): void => void endFeeds.run(run),
  }
}
