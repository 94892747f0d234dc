import { Ban, Check, CircleDashed, History, LoaderCircle, Minus, X } from 'lucide-react'
import type { StepView } from '../../shared/model/pipeline.ts'

type Look = { word: string; icon: typeof Check; ink: string; border: string }

/** Icon, word and colour of how a step stands: never colour alone. */
export function lookOfStep({ mode, waiting, running, done, reused, failed, stopped }: StepView): Look {
  if (mode === 'off') return { word: 'Left out', icon: Minus, ink: 'text-ink-3', border: 'border-rule' }
  if (running > 0) return { word: 'Running', icon: LoaderCircle, ink: 'text-run', border: 'border-run' }
  if (failed > 0) return { word: 'Failed', icon: X, ink: 'text-bad', border: 'border-bad' }
  if (waiting > 0) return { word: 'Waiting', icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule-2' }
  if (stopped > 0) return { word: 'Stopped', icon: Ban, ink: 'text-warn', border: 'border-warn' }
  if (done === 0 && reused > 0) return { word: 'Reused', icon: History, ink: 'text-ok', border: 'border-ok-fill' }
  if (done > 0) return { word: 'Done', icon: Check, ink: 'text-ok', border: 'border-ok-fill' }
  return { word: 'No inputs yet', icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule' }
}

/** Its numbers, without those that are nought. */
export function countsText({ given, waiting, running, done, reused, failed, stopped }: StepView): string {
  const numbers: [number, string][] = [
    [running, 'running'],
    [failed, 'failed'],
    [waiting, 'waiting'],
    [done, 'done'],
    [reused, 'reused'],
    [stopped, 'not started'],
  ]
  const said = numbers.filter(([count]) => count > 0)
  const [only] = said
  if (said.length === 1 && only && given === 1) return ''
  return said.map(([count, word]) => `${count.toLocaleString('en')} ${word}`).join(', ')
}
