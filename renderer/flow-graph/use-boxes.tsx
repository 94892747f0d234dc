import { useCallback, useMemo } from 'react'
import { type Definition, fallbackAction, type Graph } from '../../shared/flow/definition.ts'
import { joinCount, portsOf } from '../../shared/flow/ports.ts'
import type { Problem } from '../../shared/problem.ts'
import type { BoxLook } from '../graph/canvas-props.ts'
import { borderOfChange, changeText } from '../graph/change-mark.tsx'
import { BoxContent, type BoxFacts } from './box-content.tsx'
import type { DrawnDifference } from './drawn-difference.ts'
import { cardLabel, graphAt, insideOf, isCard, keysOf, readingOrder } from './flow-shape.ts'
import { kindWord, lookOf } from './looks.ts'
import { marksOf, problemsByNode } from './marks.ts'
import type { GraphViews } from './shown-standing.ts'
import { failurePort } from './ways.ts'
import { words } from './words.ts'

type BoxesOf = {
  graph: Graph & Pick<Partial<Definition>, 'params'>
  views: Readonly<GraphViews> | null
  problems: readonly Problem[]
  pins: ReadonlySet<string>
  opened: ReadonlySet<string>
  difference: DrawnDifference | undefined
  isEdited: boolean
}

const noProblems: readonly Problem[] = []
const noneFound: ReadonlyMap<string, Problem[]> = new Map()

/** A box is the same object until something about its node changes: then only that one is drawn again. */
export function useBoxes(of: BoxesOf): (id: string) => BoxLook | null {
  const { graph, opened, views, problems, pins, difference, isEdited } = of
  const found = useMemo(
    () => (problems.length === 0 ? noneFound : problemsByNode(problems, new Set(readingOrder(graph, opened)))),
    [problems, graph, opened],
  )
  const looks = useMemo(() => looksKept(), [])
  return useCallback(
    (id: string): BoxLook | null => {
      if (isCard(id)) {
        const label = cardLabel(id, Object.keys(graph.params ?? {}))
        return looks(id, [label, isEdited], () => ({ facts: null, make: () => cardLook(label, isEdited) }))
      }
      const inner = graphAt(graph, insideOf(id))
      const name = keysOf(id).at(-1) ?? id
      const node = inner?.nodes[name]
      if (!inner || !node) return null
      const hasCard = insideOf(id).length === 0 && (isEdited || Object.keys(graph.params ?? {}).length > 0)
      const own = {
        view: views?.[id] ?? null,
        isStart: name === inner.start && !hasCard,
        waitsFor: joinCount(inner, name),
        isOpened: opened.has(id),
        change: difference?.nodes.get(id) ?? null,
      }
      const [actions, wrong, isPinned] = [actionsOf(inner, name), found.get(id) ?? noProblems, pins.has(id)]
      return looks(id, [name, node, ...Object.values(own), actions.join('\n'), textOf(wrong), isPinned], () => {
        const facts: BoxFacts = { name, node, ...own, actions, marks: marksOf(node, { problems: wrong, isPinned }) }
        return { facts, make: () => lookOfBox(facts) }
      })
    },
    [graph, opened, views, found, pins, looks, difference, isEdited],
  )
}

const textOf = (problems: readonly Problem[]): string => (problems.length === 0 ? '' : JSON.stringify(problems))

type Kept = { of: readonly unknown[]; text: string; look: BoxLook }
type Making = () => { facts: BoxFacts | null; make(): BoxLook }

/** Looks by the id of their box. `of`: where all of it is the same object, nothing else is compared. */
function looksKept() {
  const kept = new Map<string, Kept>()
  return (id: string, of: readonly unknown[], making: Making): BoxLook => {
    const known = kept.get(id)
    if (known && of.every((part, index) => part === known.of[index])) return known.look
    const { facts, make } = making()
    const text = facts === null ? JSON.stringify(of) : JSON.stringify(facts)
    const look = known?.text === text ? known.look : make()
    kept.set(id, { of, text, look })
    return look
  }
}

const cardLook = (text: string, isEdited: boolean): BoxLook => ({
  content: <span className="truncate text-center text-xs">{text}</span>,
  label: text,
  border: isEdited ? 'border-rule-2' : 'border-dashed border-rule-2',
  isCard: true,
})

function lookOfBox(facts: BoxFacts): BoxLook {
  const { node, view, change } = facts
  const border = change
    ? borderOfChange(change)
    : !view
      ? 'border-rule-2'
      : view.takenFrom === null && !view.isStale
        ? lookOf(view).border
        : 'border-dashed border-rule-2'
  return {
    content: <BoxContent {...facts} />,
    label: labelFor(facts),
    title: view?.error ?? undefined,
    border: node.disabled && !change ? 'border-dashed border-mark opacity-70' : border,
    portNames: { ...Object.fromEntries(facts.actions.map((action) => [action, action])), [failurePort]: words.onFailure },
  }
}

/** The actions whose ports need a name: those of a choice, but not the only one of work. */
function actionsOf(graph: Graph, name: string): string[] {
  const main = portsOf(graph, name).filter(({ isTrouble }) => !isTrouble)
  return main.length === 1 && main[0]?.action === fallbackAction ? [] : main.map(({ action }) => action)
}

const labelFor = ({ name, node, view, marks, waitsFor, change }: BoxFacts): string =>
  [
    name,
    kindWord(node),
    ...(change ? [changeText(change).toLowerCase()] : []),
    ...(view ? [lookOf(view).word.toLowerCase()] : []),
    ...(node.kind === 'choice' && view?.action !== undefined ? [words.chose(view.action).toLowerCase()] : []),
    ...(view?.isStale ? [words.stale] : []),
    ...(view?.takenFrom ? [words.fromRun(view.takenFrom)] : []),
    ...(waitsFor === null ? [] : [words.waitsFor(waitsFor)]),
    ...(view ? [] : marks.map(({ text }) => text)),
  ].join(', ')
