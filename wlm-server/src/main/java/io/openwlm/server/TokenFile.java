package io.openwlm.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A secret of 256 random bits in a file that only its owner reads; made anew at every start. */
public final class TokenFile {
  private final Path path;
  private final String token;

  private TokenFile(Path path, String token) {
    this.path = path;
    this.token = token;
  }

  /** Replaces what is there; a link planted at the place or beside it is not followed. */
  public static TokenFile create(Path path) throws IOException {
    byte[] random = new byte[40];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random, 0, 32);
    Path fresh =
        path.resolveSibling(path.getFileName() + "." + HexFormat.of().formatHex(random, 32, 40));
    try (FileChannel file =
        FileChannel.open(
            fresh,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text = ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        file.write(text);
      }
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    return new TokenFile(path, token);
  }

  public String token() {
    return token;
  }

  /** Removes the file if it still holds this token. */
  public void remove() throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(path).strip().equals(token)) {
      Files.deleteIfExists(path);
    }
  }
}
