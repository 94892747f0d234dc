/**
 * Runs in the page before its own scripts: gives the preload the two things it imports, and keeps them from the page,
 * as a context of its own would.
 */
export const pageScript = (preload: string): string => `(() => {
  if (location.protocol === 'about:') return
  const listeners = new Map()
  const ports = new Map()
  const toMain = { ipc: window.__double_ipc, port: window.__double_port }
  if (window === top) toMain.ipc('new document')
  const pack = (data) => typeof data === 'string' ? data : { base64: btoa(String.fromCharCode(...new Uint8Array(data.buffer ?? data))) }
  const unpack = (data) => typeof data === 'string' ? data : Uint8Array.from(atob(data.base64), (sign) => sign.charCodeAt(0))
  Object.defineProperty(window, '__double_receive', { value: (channel, ids, message) => {
    const opened = ids.map((id) => {
      const channel = new MessageChannel()
      ports.set(id, channel.port1)
      channel.port1.onmessage = ({ data }) => toMain.port(id, pack(data))
      return channel.port2
    })
    for (const listener of listeners.get(channel) ?? []) listener({ ports: opened }, message)
  } })
  Object.defineProperty(window, '__double_deliver', { value: (id, data) => ports.get(id)?.postMessage(unpack(data)) })
  const electron = {
    ipcRenderer: {
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel) => toMain.ipc(channel),
    },
    contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }) },
  }
  ;((require, module, exports) => { ${preload} })((name) => { if (name === 'electron') return electron; throw new Error('no ' + name) }, { exports: {} }, {})
})()`
