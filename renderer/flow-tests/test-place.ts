import { createContext, useContext } from 'react'
import type { FlowTest } from './use-flow-test.ts'

const Place = createContext<FlowTest | null>(null)

/** What stands around the editor of a flow can test its draft. */
export const FlowTestPlace = Place.Provider

export const useTestHere = (): FlowTest | null => useContext(Place)
