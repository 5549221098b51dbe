/**
 * Floor 6: sessions that live only in the files of the old web UI. Reads its state folder and never writes there; takes
 * over what people organised in it, on request.
 */
package ai.hermes.sessions.webui;
