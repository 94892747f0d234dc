import { Ban, Check, CircleDashed, History, LoaderCircle, Minus, X } from 'lucide-react'
import type { StepView } from '../../shared/model/pipeline.ts'
import { words } from './words.ts'

type Look = { icon: typeof Check; ink: string; border: string }
type Status = keyof typeof words.statuses

const looks: Record<Status, Look> = {
  off: { icon: Minus, ink: 'text-ink-3', border: 'border-rule' },
  running: { icon: LoaderCircle, ink: 'text-run', border: 'border-run' },
  failed: { icon: X, ink: 'text-bad', border: 'border-bad' },
  waiting: { icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule-2' },
  stopped: { icon: Ban, ink: 'text-warn', border: 'border-warn' },
  reused: { icon: History, ink: 'text-ok', border: 'border-ok-fill' },
  done: { icon: Check, ink: 'text-ok', border: 'border-ok-fill' },
  idle: { icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule' },
}

/** Icon, word and color of the status of a step: never color alone. */
export function lookOfStep(view: StepView): Look & { word: string } {
  const status = statusOf(view)
  return { word: words.statuses[status], ...looks[status] }
}

function statusOf({ mode, waiting, running, done, reused, failed, stopped }: StepView): Status {
  if (mode === 'off') return 'off'
  if (running > 0) return 'running'
  if (failed > 0) return 'failed'
  if (waiting > 0) return 'waiting'
  if (stopped > 0) return 'stopped'
  if (done > 0) return 'done'
  return reused > 0 ? 'reused' : 'idle'
}

const counted = ['running', 'failed', 'waiting', 'done', 'reused', 'stopped'] as const

/** How many inputs have which status; empty where the status of its only input says it all. */
export function countsText(view: StepView): string {
  const shown = counted.filter((status) => view[status] > 0)
  return shown.length === 1 && view.given === 1 ? '' : shown.map((status) => words.count(view[status], status)).join(', ')
}
