package io.openwlm.server.llm;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS server whose certificate nobody has signed but itself; it is good for {@code localhost}.
 */
final class SelfSigned implements Closeable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket server;
  private final KeyStore keys;
  private final List<Integer> received = new CopyOnWriteArrayList<>();

  SelfSigned(Path directory) throws Exception {
    Path store = directory.resolve("self-signed.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(store.toFile())) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A context that trusts this server. */
  SSLContext trusting() throws Exception {
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("x", keys.getCertificate("x"));
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        InputStream in = socket.getInputStream();
        int last = 0;
        int length = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
          received.add(b);
          length++;
          last = last << 8 | b;
          if (last == 0x0d0a0d0a && length > 4) {
            String json = "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
            socket
                .getOutputStream()
                .write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + json.length()
                            + "\r\n\r\n"
                            + json)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
          }
        }
      } catch (IOException e) {
        // refused, or closed
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  List<Integer> received() {
    return received;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
