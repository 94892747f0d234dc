import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { create } from 'zustand'
import { visibleFields } from '../../shared/visible-fields.ts'

/**
 * `connecting`: the first time. `lost`: it was there, and is being sought. `locked`: it is there, but wants a token.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'locked'
/** Why it is locked: this browser has no token yet, or LocalFlow refuses the one it has. */
export type LockReason = 'missing' | 'refused'

type Link = { call: SocketLink<Record<never, never>>['call'] }

declare global {
  interface Window {
    /** Only in the desktop's window: asks the host for a message port, or for a path that a person chooses. */
    localflow?: { connect(): void; choose?(only: 'file' | 'folder'): void }
  }
}

type Connection = { state: ConnectionState; lockReason: LockReason; times: number }

export const useConnection = create<Connection>(() => ({ state: 'connecting', lockReason: 'missing', times: 0 }))

const tokenKey = 'localflow-token'
const firstRetryMs = 250
const longestRetryMs = 5_000

let link: Link | null = null
let retryMs = firstRetryMs
let retryTimer: ReturnType<typeof setTimeout> | null = null
/** A socket is on its way: a second would only be in its way. */
let pending = false

export class ConnectionLostError extends Error {
  constructor() {
    super('LocalFlow cannot be reached right now. Nothing was changed.')
  }
}

/** Hands each call to whichever link is open. Names and errors in its answers are made harmless here, for all pages. */
export const currentLink: Link = {
  async call(...args) {
    if (!link && useConnection.getState().state === 'connecting') await opened()
    if (!link) throw new ConnectionLostError()
    return visibleFields(await link.call(...args))
  },
}

const until = (is: (state: ConnectionState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    if (is(useConnection.getState().state)) return resolve()
    const stop = useConnection.subscribe(({ state }) => {
      if (!is(state)) return
      stop()
      resolve()
    })
  })

const opened = (): Promise<void> => until((state) => state !== 'connecting')
export const untilOpen = (): Promise<void> => until((state) => state === 'open')

/** Picks the link this window has: a message port in the desktop's, else a WebSocket to where the page came from. */
export function connect(): void {
  if (window.localflow) connectPort(window.localflow)
  else {
    const token = tokenFromAddress()
    if (token !== null) useToken(token)
    connectSocket()
    addEventListener('hashchange', unlockFromAddress)
    addEventListener('online', retryNow)
    addEventListener('focus', retryNow)
  }
}

function isOpen(next: Link): void {
  link = next
  retryMs = firstRetryMs
  useConnection.setState(({ times }) => ({ state: 'open', times: times + 1 }))
}

function connectPort(host: { connect(): void }): void {
  addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source !== window || data !== 'localflow-port' || !port) return
    port.start()
    isOpen(new PortLink({ port }))
  })
  host.connect()
}

/** Takes the token out of `/#token=…`, the link that `lf serve` prints. The part after # never leaves the browser. */
function tokenFromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** A link pasted into the tab that shows this page changes only the part after #, so the page is not loaded again. */
async function unlockFromAddress(): Promise<void> {
  const token = tokenFromAddress()
  if (token === null || (await unlock(token)) || useConnection.getState().state !== 'locked') return
  useConnection.setState({ lockReason: 'refused' })
}

const useToken = (token: string): void => localStorage.setItem(tokenKey, token)

/** Connects with the token that a person typed; false if LocalFlow refuses it, and nothing changes then. */
export async function unlock(typed: string): Promise<boolean> {
  const token = typed.trim()
  if (!isToken(token) || (await isRefused(token))) return false
  useToken(token)
  useConnection.setState({ state: 'connecting' })
  connectSocket()
  return true
}

/** A header can carry nothing else, and LocalFlow makes no other tokens. */
const isToken = (text: string): boolean => /^[\w-]+$/.test(text)

function connectSocket(): void {
  const token = localStorage.getItem(tokenKey)
  if (token === null) return useConnection.setState({ state: 'locked', lockReason: 'missing' })
  if (!isToken(token)) return useConnection.setState({ state: 'locked', lockReason: 'refused' })
  const socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/rpc`, [
    'localflow',
    `token.${token}`,
  ])
  let own: Link | null = null
  pending = true
  socket.addEventListener('open', () => {
    pending = false
    own = new SocketLink({ websocket: socket })
    isOpen(own)
  })
  socket.addEventListener('close', () => {
    pending = false
    if (own === null)
      return void isRefused(token).then((refused) =>
        refused ? useConnection.setState({ state: 'locked', lockReason: 'refused' }) : lost(),
      )
    if (link !== own) return
    link = null
    lost()
  })
}

/** A browser does not say why a WebSocket failed; a plain request does. */
async function isRefused(token: string): Promise<boolean> {
  const answer = await fetch('/rpc', { headers: { Authorization: `Bearer ${token}` } }).catch(() => null)
  return answer?.status === 401
}

function lost(): void {
  useConnection.setState({ state: 'lost' })
  retryTimer ??= setTimeout(retryNow, retryMs)
  retryMs = Math.min(longestRetryMs, retryMs * 2)
}

export function retryNow(): void {
  if (retryTimer) clearTimeout(retryTimer)
  retryTimer = null
  if (!pending && useConnection.getState().state === 'lost') connectSocket()
}
