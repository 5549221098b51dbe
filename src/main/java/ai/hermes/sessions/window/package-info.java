/**
 * Floor 6: long conversations over HTTP, a part at a time: windows of messages, single texts and pictures, turns, and
 * places where a text is.
 */
package ai.hermes.sessions.window;
