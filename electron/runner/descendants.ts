import { readdirSync, readFileSync } from 'node:fs'
import { readStat } from './process-table.ts'

/** When descendants are listed after the start: often at first, when most processes that leave a child do so. */
const listAtMs = [20, 50, 100, 200, 350, 500, 750, 1_000, 1_500, 2_000]
const everyMs = 2_000

export type Descendants = ReturnType<typeof followDescendants>
export type Descendant = { pid: number; birth: string; group: number }

/**
 * Remembers the descendants of a child while their parents are alive to name them: nothing else leads to one that left its
 * group and wiped its environment. Only Linux names children without another program.
 */
export function followDescendants(pid: number) {
  const known = new Map<number, string>()
  const started = performance.now()
  let lists = 0
  let isLeaderThere = true
  let timer: NodeJS.Timeout | null = null

  function look(): void {
    for (const [one, birth] of known) if (!isLiving(one, birth)) known.delete(one)
    const open = [...(isLeaderThere ? [pid] : []), ...known.keys()]
    for (let parent = open.pop(); parent !== undefined; parent = open.pop())
      for (const child of childrenOf(parent)) {
        if (known.has(child)) continue
        const row = readStat(child)
        if (!row || row.isZombie) continue
        known.set(child, row.birth)
        open.push(child)
      }
  }

  function lookLater(): void {
    const at = listAtMs[lists] ?? everyMs * (lists - listAtMs.length + 2)
    lists++
    timer = setTimeout(
      () => {
        look()
        lookLater()
      },
      Math.max(0, started + at - performance.now()),
    )
  }

  if (process.platform === 'linux') lookLater()

  return {
    look,
    /** The child has ended, and another process may soon have its pid. */
    leaderEnded(): void {
      isLeaderThere = false
      if (timer) clearTimeout(timer)
    },
    living(): Descendant[] {
      look()
      return [...known].flatMap(([one, birth]) => {
        const row = readStat(one)
        return row?.birth === birth ? [row] : []
      })
    },
  }
}

function isLiving(pid: number, birth: string): boolean {
  const row = readStat(pid)
  return row?.birth === birth && !row.isZombie
}

/** For all its threads: each has the children that it started. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}
