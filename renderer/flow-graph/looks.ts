import {
  Ban,
  Check,
  CircleDashed,
  CircleX,
  Clock,
  GitBranch,
  Hourglass,
  LoaderCircle,
  Play,
  Radio,
  Repeat,
  Rows3,
  SkipForward,
  Stamp,
  TimerOff,
  Workflow,
  X,
} from 'lucide-react'
import type { Node, NodeKind } from '../../shared/flow/definition.ts'
import type { Standing } from '../../shared/flow/standing.ts'
import { words } from './words.ts'

export const kindIcons: Record<NodeKind, typeof Check> = {
  executor: Play,
  choice: GitBranch,
  parallel: Rows3,
  foreach: Repeat,
  subflow: Workflow,
  timer: Clock,
  wait_event: Radio,
  approval: Stamp,
}

/** The kind of a node and the name of its work. */
export function kindWord(node: Node): string {
  switch (node.kind) {
    case 'executor':
      return workWord(node)
    case 'choice':
      return words.choice
    case 'parallel':
      return words.parallel
    case 'foreach':
      return words.forEach(workWord(node))
    case 'subflow':
      return node.flow === undefined ? words.subflow : words.flow(node.flow)
    case 'timer':
      return words.timer
    case 'wait_event':
      return words.signal
    case 'approval':
      return words.approval
  }
}

function workWord({ exec_type: type = 'http', service = '', func = '', script, request, job = '' }: Node): string {
  switch (type) {
    case 'http':
    case 'queue':
      return words.service(service)
    case 'local_func':
      return words.func(func)
    case 'local_script':
    case 'shell':
      return script?.cmd ? words.program(script.cmd) : words.script
    case 'request':
      return words.request(request?.method ?? 'GET')
    case 'job':
      return words.job(job)
  }
}

type Look = { icon: typeof Check; ink: string; border: string }

const looks: Record<Standing['status'], Look> = {
  queued: { icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule-2' },
  running: { icon: LoaderCircle, ink: 'text-run', border: 'border-run' },
  waiting: { icon: Hourglass, ink: 'text-warn', border: 'border-warn' },
  succeeded: { icon: Check, ink: 'text-ok', border: 'border-ok-fill' },
  failed: { icon: X, ink: 'text-bad', border: 'border-bad' },
  cancelled: { icon: Ban, ink: 'text-warn', border: 'border-warn' },
  skipped: { icon: SkipForward, ink: 'text-ink-3', border: 'border-rule-2' },
}

/** Icon, word and color of the status of a node: never color alone. An approval says what was decided, not that it succeeded. */
export function lookOf({ status, approval }: Pick<Standing, 'status' | 'approval'>): Look & { word: string } {
  return approval ? lookOfApproval(approval.outcome) : { word: words.statuses[status], ...looks[status] }
}

function lookOfApproval(outcome: string): Look & { word: string } {
  switch (outcome) {
    case 'rejected':
      return { word: words.approvals.rejected, icon: CircleX, ink: 'text-bad', border: 'border-bad' }
    case 'expired':
      return { word: words.approvals.expired, icon: TimerOff, ink: 'text-warn', border: 'border-warn' }
    case 'approved':
      return { word: words.approvals.approved, icon: Check, ink: 'text-ok', border: 'border-ok-fill' }
    default:
      return { word: words.decided(outcome), icon: Stamp, ink: 'text-ok', border: 'border-ok-fill' }
  }
}
