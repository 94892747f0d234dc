import {
  ArrowDownFromLine,
  ArrowDownToLine,
  Check,
  EyeOff,
  FlaskConical,
  Pin,
  PinOff,
  RotateCcw,
  Square,
  Target,
  X,
} from 'lucide-react'
import type { HeaderButton } from '../ui/header-actions.tsx'
import type { Action } from '../ui/table/action.ts'
import { toast } from '../ui/toasts.tsx'
import type { FlowTest } from './use-flow-test.ts'
import { words } from './words.ts'

/** The button of the header that tests the draft, with the other tests in its menu. While a test runs, it stops it. */
export function testButton(test: FlowTest): HeaderButton {
  const place = { longestName: words.stop, icon: FlaskConical, choices: testActions(test), choicesLabel: words.testChoices }
  if (test.isRunning) return { ...place, name: words.stop, icon: Square, act: test.stop }
  return {
    ...place,
    name: words.test,
    title: test.refusal ?? words.testHint,
    isDisabled: test.refusal !== undefined,
    act: () => test.test('all'),
  }
}

/** Everything that a test can do, for menus. */
export function testActions(test: FlowTest): Action[] {
  const { run, refusal, isRunning } = test
  return [
    { name: words.testAll, icon: FlaskConical, refusal, act: () => test.test('all') },
    ...nodeActions(test),
    {
      name: words.retryFailed,
      icon: RotateCcw,
      refusal: refusal ?? (run?.status === 'failed' && run.failedNode !== null ? undefined : words.refusals.noFailure),
      act: () => test.test('failed'),
    },
    ...(isRunning ? [{ name: words.stop, icon: Square, act: test.stop }] : []),
    ...(run ? [{ name: words.hide, icon: EyeOff, act: test.hide }] : []),
  ]
}

/** What a test can do with the chosen node: in its panel, and in its menu. */
export function nodeActions(test: FlowTest): Action[] {
  const { node, nodeRefusal, asks } = test
  return [
    ...(node !== null && asks.has(node)
      ? [
          { name: words.approve, icon: Check, act: () => test.decide(node, true) },
          { name: words.reject, icon: X, act: () => test.decide(node, false) },
        ]
      : []),
    { name: words.testNode, icon: Target, refusal: nodeRefusal, act: () => test.test('node') },
    { name: words.testUpTo, icon: ArrowDownToLine, refusal: nodeRefusal, act: () => test.test('upTo') },
    pinAction(test),
    { name: words.testFrom, icon: ArrowDownFromLine, refusal: nodeRefusal, act: () => test.test('from') },
  ]
}

function pinAction(test: FlowTest): Action {
  const { node } = test
  if (node !== null && test.pins.has(node))
    return { name: words.unpin, icon: PinOff, key: 'pinNode', act: () => test.unpin(node) }
  return {
    ...{ name: words.pin, icon: Pin, key: 'pinNode', refusal: whyNotPinned(test) },
    act: () => node !== null && test.pin(node),
  }
}

/** The key for it: it says why the output cannot be pinned. */
export function pinOrUnpin(test: FlowTest): void {
  const { refusal, act } = pinAction(test)
  if (refusal === undefined) void act()
  else toast(refusal)
}

function whyNotPinned({ run, node, nodeRefusal }: FlowTest): string | undefined {
  if (node === null) return nodeRefusal ?? words.refusals.noNode
  const hasReturned = run?.nodes.some(({ key, status }) => key === node && status === 'succeeded')
  return hasReturned ? undefined : words.refusals.noOutput
}
