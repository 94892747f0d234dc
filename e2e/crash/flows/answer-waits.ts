/** The body of a successful answer; null: there was none. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown> | null>

/** Runs that have not ended, up to a hundred; null: no answer. A run that waits for an approval has no task to count. */
export async function openRuns(ask: Ask): Promise<number | null> {
  const answers = [await ask('GET', '/runs?status=running&limit=100'), await ask('GET', '/runs?status=queued&limit=100')]
  const lists = answers.map((answer) => answer?.['items'] as unknown[] | undefined)
  return lists.includes(undefined) ? null : lists.reduce((sum, items) => sum + (items?.length ?? 0), 0)
}

/** When the last timer is due that a run waits for; null: there is none. */
export async function lastTimer(ask: Ask): Promise<number | null> {
  const items = (await ask('GET', '/runs?status=running&limit=100'))?.['items'] as { waiting?: RunWaiting }[] | undefined
  const times = (items ?? []).flatMap(({ waiting }) => (waiting?.for === 'time' && waiting.until ? [waiting.until] : []))
  return times.length === 0 ? null : Math.max(...times)
}

type RunWaiting = { for: string; until: number | null }

type Waiting = { run: string; step: string; key: string }

/** The signal that runs get; others never come. */
export const awaited = 'go'

/** Gives every waiting run its signal or approval, repeatedly: the same signal by its id, and an approval that is refused. */
export async function answerWaits(ask: Ask): Promise<void> {
  for (const { run, key } of await waiting(ask, 'event'))
    if (key === awaited) await ask('POST', `/runs/${run}/signal`, { key, value: { from: 'outside' }, id: 'once' })
  for (const { run, step } of await waiting(ask, 'approval'))
    for (const _ of ['once', 'twice']) await ask('POST', `/runs/${run}/approve`, { node: step })
}

async function waiting(ask: Ask, kind: 'event' | 'approval'): Promise<Waiting[]> {
  const answer = await ask('GET', `/flow-waits?kind=${kind}&limit=100`)
  return (answer?.['items'] as Waiting[] | undefined) ?? []
}
