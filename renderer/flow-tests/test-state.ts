import { create } from 'zustand'
import type { PlannedNode } from '../../shared/model/flow-test.ts'
import type { AskedApproval } from '../approval/approve-dialog.tsx'

/** A node, and its scripts of which one line does not say enough. */
export type AskedNode = PlannedNode & { scripts: readonly string[] }

/** What is asked before nodes run that were never tested. */
type Question = { nodes: readonly AskedNode[]; answer(isConfirmed: boolean): void }

type TestState = {
  question: Question | null
  /** The approval of a test whose form is open. */
  approving: AskedApproval | null
  /** The test whose results are shown, by flow: its number, or null if they are hidden; missing: the newest. */
  shown: Readonly<Record<string, number | null>>
  /** The run whose data tests of a flow use, by flow; missing: that of the shown test. */
  dataOf: Readonly<Record<string, string>>
}

export const useTestState = create<TestState>(() => ({ question: null, approving: null, shown: {}, dataOf: {} }))

export const showTest = (flow: string, run: number | null): void =>
  useTestState.setState(({ shown }) => ({ shown: { ...shown, [flow]: run } }))

/** No run: tests use the data of the shown test again. */
export const chooseData = (flow: string, run: string): void =>
  useTestState.setState(({ dataOf: { [flow]: _, ...others } }) => ({ dataOf: run === '' ? others : { ...others, [flow]: run } }))

/** Names what nodes do for real. False: the person does not want that. */
export const confirmNodes = (nodes: readonly AskedNode[]): Promise<boolean> =>
  new Promise((resolve) => {
    const answer = (isConfirmed: boolean): void => {
      useTestState.setState({ question: null })
      resolve(isConfirmed)
    }
    useTestState.setState({ question: { nodes, answer } })
  })
