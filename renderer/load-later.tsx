import { type ComponentType, createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { untilOpen } from './api/connection.ts'

type Load = () => Promise<unknown>
const loads = { first: [] as Load[], others: [] as Load[] }

/** A lost connection is noticed a moment after a request fails. */
const pauseMs = 500

async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    await untilOpen()
    return load()
  }
}

const Meanwhile = createContext<ReactNode>(null)

/** What is shown in place of a component of `loadLater` within, until its code is there. */
export const WhileLoading = ({ show, children }: { show: ReactNode; children: ReactNode }) => (
  <Meanwhile value={show}>{children}</Meanwhile>
)

type Loaded<P> = { component: ComponentType<P> } | { error: unknown }

/**
 * A component whose code is not a part of the first load: it comes when the component is first shown, or when the window is
 * idle. Suspense of React would keep what stands in its place for 300 ms at least, also where the code is there sooner.
 */
export function loadLater<P extends object>(
  load: () => Promise<ComponentType<P>>,
  /** A dialog takes the keys that are pressed after the one that opens it: its code comes first. */
  order: keyof typeof loads = 'others',
): ComponentType<P> {
  let known: Loaded<P> | null = null
  const get = async (): Promise<Loaded<P>> => {
    known ??= { component: await patiently(load) }
    return known
  }
  loads[order].push(get)
  return function Later(props: P) {
    const [loaded, setLoaded] = useState(known)
    const meanwhile = useContext(Meanwhile)
    useEffect(() => {
      if (loaded === null) get().then(setLoaded, (error: unknown) => setLoaded({ error }))
    }, [loaded])
    if (loaded === null) return meanwhile
    // The next mount tries again.
    if ('error' in loaded) throw loaded.error
    return (
      <Meanwhile value={null}>
        <loaded.component {...props} />
      </Meanwhile>
    )
  }
}

/** A person reads a page for longer. Who goes on to the next one sooner needs the processor for that one. */
const quietMs = 3000

const untilIdle = () => new Promise((resolve) => requestIdleCallback(resolve))

/** Gives a function that waits until nobody has pressed a key or a button for a while and the window is idle. */
function watchQuiet(): () => Promise<void> {
  let quietAt = 0
  const note = (): void => {
    quietAt = performance.now() + quietMs
  }
  note()
  for (const kind of ['keydown', 'pointerdown', 'wheel']) addEventListener(kind, note, { capture: true, passive: true })
  return async () => {
    while (performance.now() < quietAt) await new Promise((resolve) => setTimeout(resolve, quietAt - performance.now()))
    await untilIdle()
  }
}

/**
 * Loads everything that comes later while the window has nothing else to do: dialogs at once, pages when nobody has done anything
 * for a while. One after the other, so that a page that is opened meanwhile waits for one of them at most. A failure is met again
 * when it is shown.
 */
export async function loadWhenIdle(): Promise<void> {
  const untilQuiet = watchQuiet()
  for (const [list, wait] of [[loads.first, untilIdle] as const, [loads.others, untilQuiet] as const])
    for (const load of list) {
      await wait()
      await load().catch(() => {})
    }
}
