package io.openwlm.server.audit;

/**
 * One act, done or refused.
 *
 * @param number rises by one, from 1
 * @param at RFC 3339, UTC
 * @param user name of the user; {@code ?} if nobody authenticated himself
 * @param uid number of the user; -1 if unknown
 * @param role what the user may do
 * @param from {@code unix}, or {@code tcp} and an address
 * @param what method, path, and what the request asked for
 * @param before policy, revision and mode before
 * @param after the same after
 * @param status of the HTTP answer
 * @param result {@code done}, or the code of the refusal
 * @param leftOut refused attempts since the entry before that were not written down
 */
public record AuditEntry(
    long number,
    String at,
    String user,
    int uid,
    String role,
    String from,
    String what,
    String before,
    String after,
    int status,
    String result,
    long leftOut) {}
