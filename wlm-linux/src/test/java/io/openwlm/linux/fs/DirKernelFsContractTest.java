package io.openwlm.linux.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirKernelFsContractTest extends KernelFsContractTest {
  @TempDir Path directory;

  @Override
  KernelFs fs() throws IOException {
    Path a = Files.createDirectory(directory.resolve("a"));
    Files.writeString(a.resolve("value"), "7\n");
    Files.createSymbolicLink(a.resolve("exe"), Path.of("/bin/x"));
    return new DirKernelFs(Map.of(ROOT, directory));
  }
}
