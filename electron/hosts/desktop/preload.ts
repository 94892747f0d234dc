import { contextBridge, ipcRenderer } from 'electron'

// A page can only ask for a message port and for a path that a person chooses. Both reach it as messages of its own window.
ipcRenderer.on('localflow:port', ({ ports }) => window.postMessage('localflow-port', location.origin, [...ports]))
ipcRenderer.on('localflow:chosen', (_event, path: unknown) => window.postMessage({ localflowPath: path }, location.origin))
contextBridge.exposeInMainWorld('localflow', {
  connect: () => ipcRenderer.send('localflow:connect'),
  choose: (only: unknown) => ipcRenderer.send(only === 'folder' ? 'localflow:choose-folder' : 'localflow:choose-file'),
})
