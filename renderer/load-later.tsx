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

/** Shows something in place of a `loadLater` component until its code has loaded. */
export const WhileLoading = ({ show, children }: { show: ReactNode; children: ReactNode }) => (
  <Meanwhile value={show}>{children}</Meanwhile>
)

type Loaded<P> = { component: ComponentType<P> } | { error: unknown }

/**
 * A component whose code loads when the component is first shown, or earlier when the window is idle. React's Suspense would
 * show the placeholder for at least 300 ms, even if the code loads sooner.
 */
export function loadLater<P extends object>(
  load: () => Promise<ComponentType<P>>,
  /** A dialog must get the keys that are pressed right after it opens, so its code loads first. */
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

/** Someone who opens the next page sooner than this needs the processor for that page. */
const quietMs = 3000

const untilIdle = () => new Promise((resolve) => requestIdleCallback(resolve))

/** Returns a function that waits until there has been no input for a while and the window is idle. */
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
 * Loads the remaining code while the window is idle: dialogs first, then pages once there has been no input for a while. Loads one
 * at a time, so that a page that is opened meanwhile waits for at most one of them. Failures are ignored: showing the component
 * tries again and reports them.
 */
export async function loadWhenIdle(): Promise<void> {
  const untilQuiet = watchQuiet()
  for (const [list, wait] of [[loads.first, untilIdle] as const, [loads.others, untilQuiet] as const])
    for (const load of list) {
      await wait()
      await load().catch(() => {})
    }
}
