package io.openwlm.server.peer;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.Set;

/**
 * Users and groups as the C library finds them, in files or in a directory server. What cannot be
 * found out counts as not there: a user is in no group that nobody confirms.
 */
public final class UserDatabase {
  private static final int MAX_GROUPS = 4096;
  private static final int BUFFER_BYTES = 64 << 10;

  /** struct passwd and struct group: name, password, then a number of 32 bits. */
  private static final long NUMBER_OFFSET = 2 * ValueLayout.ADDRESS.byteSize();

  /** The number of a user's own group stands behind his own. */
  private static final long OWN_GROUP_OFFSET = NUMBER_OFFSET + ValueLayout.JAVA_INT.byteSize();

  private final MethodHandle getpwnam;
  private final MethodHandle getgrnam;
  private final MethodHandle getgrouplist;

  public UserDatabase() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    FunctionDescriptor byName =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS);
    getpwnam = linker.downcallHandle(library.findOrThrow("getpwnam_r"), byName);
    getgrnam = linker.downcallHandle(library.findOrThrow("getgrnam_r"), byName);
    getgrouplist =
        linker.downcallHandle(
            library.findOrThrow("getgrouplist"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
  }

  /** The number of a user; -1 if there is none of that name. */
  public int userNumber(String name) {
    return number(getpwnam, name, NUMBER_OFFSET);
  }

  /** The number of a group; -1 if there is none of that name. */
  public int groupNumber(String name) {
    return number(getgrnam, name, NUMBER_OFFSET);
  }

  private static int number(MethodHandle lookup, String name, long offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(128, 8);
      MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
      int failed =
          (int)
              lookup.invokeExact(
                  arena.allocateFrom(name),
                  entry,
                  arena.allocate(BUFFER_BYTES),
                  (long) BUFFER_BYTES,
                  result);
      boolean found = failed == 0 && result.get(ValueLayout.ADDRESS, 0).address() != 0;
      return found ? entry.get(ValueLayout.JAVA_INT, offset) : -1;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Numbers of the groups that a user is a member of; empty if the user is not known. */
  public Set<Integer> groupsOf(String user) {
    int own = number(getpwnam, user, OWN_GROUP_OFFSET);
    if (own < 0) {
      return Set.of();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_INT, MAX_GROUPS);
      MemorySegment groups = arena.allocate(ValueLayout.JAVA_INT, MAX_GROUPS);
      int n = (int) getgrouplist.invokeExact(arena.allocateFrom(user), own, groups, count);
      Set<Integer> numbers = new HashSet<>();
      for (int i = 0; i < Math.min(n, MAX_GROUPS); i++) {
        numbers.add(groups.getAtIndex(ValueLayout.JAVA_INT, i));
      }
      return numbers;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("the user database cannot be asked", e);
  }
}
