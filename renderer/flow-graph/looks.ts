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
  Stamp,
  TimerOff,
  Workflow,
  X,
} from 'lucide-react'
import type { Node, NodeKind } from '../../shared/flow/definition.ts'
import type { Standing } from '../../shared/flow/standing.ts'

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

/** What a node does, in a few words. */
export function kindWord(node: Node): string {
  switch (node.kind) {
    case 'executor':
      return workWord(node)
    case 'choice':
      return 'Choice'
    case 'parallel':
      return 'In parallel'
    case 'foreach':
      return `For each: ${workWord(node)}`
    case 'subflow':
      return node.flow === undefined ? 'Inner flow' : `Flow ${node.flow}`
    case 'timer':
      return 'Timer'
    case 'wait_event':
      return 'Waits for a signal'
    case 'approval':
      return 'Approval'
  }
}

function workWord({ exec_type: type = 'http', service, func, script, request, job }: Node): string {
  switch (type) {
    case 'http':
    case 'queue':
      return `Service ${service}`
    case 'local_func':
      return `Function ${func}`
    case 'local_script':
    case 'shell':
      return script?.cmd ? `Runs ${script.cmd}` : 'Script'
    case 'request':
      return `${request?.method ?? 'GET'} request`
    case 'job':
      return `Job ${job}`
  }
}

type Look = { word: string; icon: typeof Check; ink: string; border: string }

/** Icon, word and colour of how a node stands: never colour alone. An approval says what was decided, not that it succeeded. */
export function lookOf({ status, approval }: Pick<Standing, 'status' | 'approval'>): Look {
  if (approval) return lookOfApproval(approval.outcome)
  switch (status) {
    case 'queued':
      return { word: 'Queued', icon: CircleDashed, ink: 'text-ink-3', border: 'border-rule-2' }
    case 'running':
      return { word: 'Running', icon: LoaderCircle, ink: 'text-run', border: 'border-run' }
    case 'waiting':
      return { word: 'Waiting', icon: Hourglass, ink: 'text-warn', border: 'border-warn' }
    case 'succeeded':
      return { word: 'Succeeded', icon: Check, ink: 'text-ok', border: 'border-ok-fill' }
    case 'failed':
      return { word: 'Failed', icon: X, ink: 'text-bad', border: 'border-bad' }
    case 'cancelled':
      return { word: 'Cancelled', icon: Ban, ink: 'text-warn', border: 'border-warn' }
  }
}

function lookOfApproval(outcome: string): Look {
  switch (outcome) {
    case 'rejected':
      return { word: 'Rejected', icon: CircleX, ink: 'text-bad', border: 'border-bad' }
    case 'expired':
      return { word: 'Expired', icon: TimerOff, ink: 'text-warn', border: 'border-warn' }
    case 'approved':
      return { word: 'Approved', icon: Check, ink: 'text-ok', border: 'border-ok-fill' }
    default:
      return { word: `Decided: ${outcome}`, icon: Stamp, ink: 'text-ok', border: 'border-ok-fill' }
  }
}
