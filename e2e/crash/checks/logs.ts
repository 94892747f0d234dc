import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AttemptRow, Contents } from './database.ts'

/**
 * The log of each script that numbers its lines: each stream in its own order, however they are mixed; whole where the
 * attempt succeeded, else cut off anywhere.
 */
export function checkLogs(data: string, { tasks, attempts }: Contents): string[] {
  return attempts.flatMap((attempt) => {
    const streams = streamsOf(tasks.get(attempt.taskId)?.spec ?? '')
    return streams.length === 0 || attempt.droppedBytes > 0 ? [] : checkLog(data, attempt, streams)
  })
}

/** The lines that a script writes to each of its streams, as its loop says. */
function streamsOf(spec: string): string[][] {
  const count = Number(/-lt (\d+)/.exec(spec)?.[1] ?? 0)
  if (count === 0) return []
  const words = [...spec.matchAll(/echo \\"(\w+) \$i\\"/g)].map(([, word]) => word)
  const last = spec.includes('echo \\"last\\"') ? ['last'] : []
  return words.map((word) => [...Array.from({ length: count }, (_, index) => `${word} ${index + 1}`), ...last])
}

function checkLog(data: string, { status, logPath }: AttemptRow, streams: string[][]): string[] {
  const path = join(data, logPath)
  const all = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : ['']
  const lines = all.filter((line) => !line.startsWith('[LocalFlow] '))
  const cut = lines.pop() ?? ''
  const next = streams.map(() => 0)
  for (const line of lines) {
    const at = streams.findIndex((stream, index) => stream[next[index] ?? 0] === line)
    if (at === -1) return [`broken log: "${line}" in ${logPath}`]
    next[at] = (next[at] ?? 0) + 1
  }
  const isWhole = cut === '' && streams.every((stream, index) => next[index] === stream.length)
  const mayEndSo = cut === '' || streams.some((stream, index) => stream[next[index] ?? 0]?.startsWith(cut))
  if (status === 'succeeded' ? isWhole : mayEndSo) return []
  return [`broken log: ${logPath} ends after ${next.join(' and ')} lines with "${cut}"`]
}
