package io.openwlm.linux.fs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Kernel files in memory: a supported fake for tests and for the simulator. Safe for use by several
 * threads; functions given to it are called under its lock and may call it back.
 *
 * <p>It keeps what adapters rely on: a removed file makes every open handle answer {@link
 * KernelFile#VANISHED}, a directory made again has a new inode, a directory with child directories
 * cannot be removed (EBUSY) while its plain files go with it, as in a cgroup hierarchy.
 */
public final class MemoryKernelFs implements KernelFs {
  private static final KernelAnswer DONE = new KernelAnswer.Value("");

  private final Map<KernelRoot, TreeMap<String, Node>> trees = new EnumMap<>(KernelRoot.class);
  private final Map<KernelRoot, DirectoryRules> rules = new EnumMap<>(KernelRoot.class);
  private long lastInode = 1;

  /** What happens when a directory is made or removed through the {@link KernelFs} interface. */
  public interface DirectoryRules {
    /** Called after the directory was made; here a cgroup hierarchy adds its files. */
    default void made(String path) {}

    /** Asked before removal: a {@code Value} permits it, any other answer is the refusal. */
    default KernelAnswer removing(String path) {
      return DONE;
    }
  }

  private enum Kind {
    DIRECTORY,
    FILE,
    LINK
  }

  /** One file; {@code gone} never goes back to false. */
  private static final class Node {
    final Kind kind;
    final long inode;
    byte[] bytes = {};
    @Nullable Supplier<String> text;
    @Nullable Function<String, KernelAnswer> onWrite;
    String owner = "root";
    String group = "root";
    boolean gone;

    Node(Kind kind, long inode) {
      this.kind = kind;
      this.inode = inode;
    }
  }

  /** An empty file system with these hierarchies. */
  public MemoryKernelFs(KernelRoot... roots) {
    for (KernelRoot root : roots) {
      TreeMap<String, Node> tree = new TreeMap<>();
      tree.put("/", new Node(Kind.DIRECTORY, lastInode++));
      trees.put(root, tree);
    }
  }

  /** Rules for directories that adapters make and remove. */
  public synchronized MemoryKernelFs rules(KernelRoot root, DirectoryRules directoryRules) {
    rules.put(root, directoryRules);
    return this;
  }

  /** A directory and its parents; an existing one stays. */
  public synchronized MemoryKernelFs directory(KernelRoot root, String path) {
    if (!tree(root).containsKey(path)) {
      directory(root, KernelPaths.parent(path));
      tree(root).put(path, new Node(Kind.DIRECTORY, lastInode++));
    }
    return this;
  }

  /** A file that cannot be written (EACCES); an existing file keeps its inode and handles. */
  public synchronized MemoryKernelFs file(KernelRoot root, String path, String text) {
    Node node = node(root, path, Kind.FILE);
    node.bytes = text.getBytes(StandardCharsets.UTF_8);
    node.text = null;
    return this;
  }

  /** A file whose text is asked for at every read. */
  public synchronized MemoryKernelFs file(KernelRoot root, String path, Supplier<String> text) {
    node(root, path, Kind.FILE).text = text;
    return this;
  }

  /** A file that keeps whatever is written, followed by a newline. */
  public MemoryKernelFs writable(KernelRoot root, String path, String text) {
    return writable(root, path, text, KernelAnswer.Value::new);
  }

  /**
   * A file that can be written.
   *
   * @param onWrite gets the text written without trailing newline; a {@code Value} accepts it, and
   *     its text (a newline is added) is what reads show from then on; any other answer refuses it
   */
  public synchronized MemoryKernelFs writable(
      KernelRoot root, String path, String text, Function<String, KernelAnswer> onWrite) {
    file(root, path, text);
    node(root, path, Kind.FILE).onWrite = onWrite;
    return this;
  }

  /** A writable file whose text is asked for at every read; {@code onWrite} only says yes or no. */
  public synchronized MemoryKernelFs writable(
      KernelRoot root, String path, Supplier<String> text, Function<String, KernelAnswer> onWrite) {
    file(root, path, text);
    node(root, path, Kind.FILE).onWrite = onWrite;
    return this;
  }

  /** A symbolic link; it is not followed. */
  public synchronized MemoryKernelFs symbolicLink(KernelRoot root, String path, String target) {
    node(root, path, Kind.LINK).bytes = target.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Sets the owner of an existing file or directory; without it, root owns it. */
  public MemoryKernelFs ownedBy(KernelRoot root, String path, String user) {
    return ownedBy(root, path, user, "root");
  }

  /** Sets the owner and the group of an existing file or directory. */
  public synchronized MemoryKernelFs ownedBy(
      KernelRoot root, String path, String user, String group) {
    Node node = find(root, path);
    if (node == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    node.owner = user;
    node.group = group;
    return this;
  }

  /** Removes a file or a directory with all that is in it; handles on them answer VANISHED. */
  public synchronized MemoryKernelFs remove(KernelRoot root, String path) {
    NavigableMap<String, Node> tree = tree(root);
    List<String> doomed = new ArrayList<>(tree.subMap(path + "/", path + "0").keySet());
    doomed.add(path);
    for (String each : doomed) {
      Node node = tree.remove(each);
      if (node != null) {
        node.gone = true;
      }
    }
    return this;
  }

  @Override
  public boolean has(KernelRoot root) {
    return trees.containsKey(root);
  }

  @Override
  public synchronized KernelAnswer read(KernelRoot root, String path) {
    Node node = find(root, path);
    if (node == null) {
      return absent(path);
    }
    return node.kind == Kind.FILE
        ? new KernelAnswer.Value(new String(bytes(node), StandardCharsets.UTF_8))
        : new KernelAnswer.Failed("EISDIR");
  }

  @Override
  public synchronized KernelAnswer write(KernelRoot root, String path, String text) {
    Node node = find(root, path);
    if (node == null) {
      return absent(path);
    }
    if (node.kind != Kind.FILE) {
      return new KernelAnswer.Failed("EISDIR");
    }
    Function<String, KernelAnswer> onWrite = node.onWrite;
    if (onWrite == null) {
      return new KernelAnswer.Denied("EACCES");
    }
    KernelAnswer answer = onWrite.apply(text.stripTrailing());
    if (answer instanceof KernelAnswer.Value(String shown)) {
      node.bytes = (shown + "\n").getBytes(StandardCharsets.UTF_8);
      return DONE;
    }
    return answer;
  }

  @Override
  public synchronized KernelAnswer list(KernelRoot root, String path) {
    Node node = find(root, path);
    if (node == null) {
      return absent(path);
    }
    if (node.kind != Kind.DIRECTORY) {
      return new KernelAnswer.Failed("ENOTDIR");
    }
    return new KernelAnswer.Names(children(root, KernelPaths.normal(path), false));
  }

  @Override
  public synchronized KernelAnswer link(KernelRoot root, String path) {
    Node node = find(root, path);
    if (node == null) {
      return absent(path);
    }
    return node.kind == Kind.LINK
        ? new KernelAnswer.Value(new String(node.bytes, StandardCharsets.UTF_8))
        : new KernelAnswer.Failed("EINVAL");
  }

  @Override
  public synchronized KernelAnswer owner(KernelRoot root, String path) {
    Node node = find(root, path);
    return node == null ? absent(path) : new KernelAnswer.Value(node.owner);
  }

  @Override
  public synchronized KernelAnswer group(KernelRoot root, String path) {
    Node node = find(root, path);
    return node == null ? absent(path) : new KernelAnswer.Value(node.group);
  }

  @Override
  public synchronized KernelAnswer makeDirectory(KernelRoot root, String path) {
    if (!has(root) || !KernelPaths.isAcceptable(path)) {
      return absent(path);
    }
    if (find(root, path) != null) {
      return new KernelAnswer.Failed("EEXIST");
    }
    Node parent = find(root, KernelPaths.parent(path));
    if (parent == null) {
      return new KernelAnswer.Vanished();
    }
    if (parent.kind != Kind.DIRECTORY) {
      return new KernelAnswer.Failed("ENOTDIR");
    }
    directory(root, path);
    DirectoryRules directoryRules = rules.get(root);
    if (directoryRules != null) {
      directoryRules.made(path);
    }
    return DONE;
  }

  @Override
  public synchronized KernelAnswer removeDirectory(KernelRoot root, String path) {
    Node node = find(root, path);
    if (node == null) {
      return absent(path);
    }
    if (node.kind != Kind.DIRECTORY) {
      return new KernelAnswer.Failed("ENOTDIR");
    }
    if (path.equals("/") || !children(root, path, true).isEmpty()) {
      return new KernelAnswer.Failed("EBUSY");
    }
    DirectoryRules directoryRules = rules.get(root);
    KernelAnswer permission = directoryRules == null ? DONE : directoryRules.removing(path);
    if (permission instanceof KernelAnswer.Value) {
      remove(root, path);
    }
    return permission;
  }

  @Override
  public synchronized long inode(KernelRoot root, String path) {
    Node node = find(root, path);
    return node == null ? -1 : node.inode;
  }

  @Override
  public synchronized Optional<KernelFile> open(KernelRoot root, String path) {
    Node node = find(root, path);
    return node == null || node.kind != Kind.FILE
        ? Optional.empty()
        : Optional.of(new Handle(this, node));
  }

  private record Handle(MemoryKernelFs fs, Node node) implements KernelFile {
    @Override
    public int read(ByteBuffer into) {
      synchronized (fs) {
        into.clear();
        if (node.gone) {
          into.limit(0);
          return VANISHED;
        }
        byte[] bytes = bytes(node);
        int count = Math.min(bytes.length, into.remaining());
        into.put(bytes, 0, count).flip();
        return count;
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static byte[] bytes(Node node) {
    Supplier<String> text = node.text;
    return text == null ? node.bytes : text.get().getBytes(StandardCharsets.UTF_8);
  }

  private List<String> children(KernelRoot root, String path, boolean directoriesOnly) {
    String prefix = path.equals("/") ? "/" : path + "/";
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Node> entry : tree(root).tailMap(prefix, false).entrySet()) {
      String each = entry.getKey();
      if (!each.startsWith(prefix)) {
        break;
      }
      if (each.indexOf('/', prefix.length()) < 0
          && (!directoriesOnly || entry.getValue().kind == Kind.DIRECTORY)) {
        names.add(each.substring(prefix.length()));
      }
    }
    Collections.sort(names);
    return names;
  }

  private static KernelAnswer absent(String path) {
    return KernelPaths.isAcceptable(path)
        ? new KernelAnswer.Vanished()
        : new KernelAnswer.Failed("EINVAL");
  }

  private @Nullable Node find(KernelRoot root, String path) {
    NavigableMap<String, Node> tree = trees.get(root);
    return tree == null || !KernelPaths.isAcceptable(path)
        ? null
        : tree.get(KernelPaths.normal(path));
  }

  private Node node(KernelRoot root, String path, Kind kind) {
    if (!KernelPaths.isAcceptable(path)) {
      throw new IllegalArgumentException("not a kernel path: " + path);
    }
    Node found = tree(root).get(path);
    if (found != null && found.kind == kind) {
      return found;
    }
    directory(root, KernelPaths.parent(path));
    Node made = new Node(kind, lastInode++);
    tree(root).put(path, made);
    return made;
  }

  private NavigableMap<String, Node> tree(KernelRoot root) {
    NavigableMap<String, Node> tree = trees.get(root);
    if (tree == null) {
      throw new IllegalArgumentException("no hierarchy " + root);
    }
    return tree;
  }
}
