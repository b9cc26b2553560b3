package io.openwlm.linux;

import io.openwlm.linux.bed.ContractRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Runs the kernel contract on cgroup v2, in user-mode-linux. */
@Tag("kernel")
class UmlKernelTest {

  @TestFactory
  Stream<DynamicTest> keepsTheKernelContract() throws Exception {
    return ContractRun.inUserModeLinux(KernelContract.class, KernelContract.checks().size());
  }
}
