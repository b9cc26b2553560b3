package io.openwlm.server.llm;

import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.http.HttpLimits;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.server.llm.upstream.UpstreamLimits;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A proxy with one provider of each interface, all at one fake, and one agent with a key. */
final class ProxyBed implements Closeable {
  static final String AGENT_KEY = "agent-key-canary-0123456789";
  static final String PROVIDER_KEY = "sk-provider-canary-9876543210";

  final FakeAdmission budgets = new FakeAdmission();
  final FakeProvider provider;
  final List<String> log = new CopyOnWriteArrayList<>();
  final LlmProxy proxy;

  /** What a test wants otherwise. */
  static final class Wishes {
    HttpLimits http = new HttpLimits(64, 32 << 10, 1 << 20, 8 << 20, 5_000, 5_000, 5_000, 30_000);
    UpstreamLimits upstream = new UpstreamLimits(5_000, 5_000, 10_000, 10_000, 10_000);
    int maxStreams = 64;
    long waitMillis;
    long listMillis = 10_000;
    List<Upstream> more = List.of();
    String url;
    List<LlmAgent> agents;
    Path proc = Path.of("/proc");
    Path unixSocket;
    SSLContext tls;
  }

  ProxyBed(Path directory, FakeProvider.Script script) throws Exception {
    this(directory, script, new Wishes());
  }

  ProxyBed(Path directory, FakeProvider.Script script, Wishes wishes) throws Exception {
    provider = new FakeProvider(script);
    String key = secret(directory.resolve("provider.key"), PROVIDER_KEY).toString();
    String url = wishes.url == null ? provider.url() : wishes.url;
    List<Upstream> upstreams = new ArrayList<>();
    for (Api api : Api.values()) {
      upstreams.add(
          new Upstream(api.name().toLowerCase(Locale.ROOT), api, url, key, List.of("m-*"), 4_096));
    }
    upstreams.addAll(wishes.more);
    LlmProxySettings settings =
        new LlmProxySettings(
            wishes.unixSocket == null ? null : wishes.unixSocket.toString(),
            0,
            upstreams,
            wishes.maxStreams,
            wishes.http.bodyBytes(),
            wishes.waitMillis);
    Path agentKey = secret(directory.resolve("agent.key"), AGENT_KEY);
    List<LlmAgent> agents =
        wishes.agents == null
            ? List.of(
                new LlmAgent("chat", 1, List.of(new AgentIdentity.WithKey(agentKey.toString()))))
            : wishes.agents;
    LlmProxy.Parts parts =
        new LlmProxy.Parts(
            budgets,
            new ProxyLimits(wishes.http, wishes.upstream, 60_000, wishes.listMillis),
            wishes.tls == null ? SSLContext.getDefault() : wishes.tls,
            wishes.proc,
            System::currentTimeMillis,
            new ProxyCounters());
    proxy =
        LlmProxy.open(
            settings,
            agents,
            parts,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new RareLog(log::add));
  }

  static Path secret(Path path, String text) throws IOException {
    Files.writeString(path, text + "\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  /** An answer; header names in lower case; the body without its chunks. */
  record Reply(int status, Map<String, String> headers, String body, boolean whole) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** A client's connection. */
  final class Client implements Closeable {
    final Socket socket;
    private final InputStream in;

    Client() throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
      socket.setSoTimeout(20_000);
      in = socket.getInputStream();
    }

    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return this;
    }

    Client post(String path, String body, String... headers) throws IOException {
      return send(request("POST", path, body, headers));
    }

    Reply read() throws IOException {
      String first = line();
      Map<String, String> headers = new TreeMap<>();
      for (String field = line(); !field.isEmpty(); field = line()) {
        int colon = field.indexOf(':');
        headers.put(
            field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      boolean whole =
          headers.containsKey("transfer-encoding") ? chunks(body) : plain(headers, body);
      return new Reply(
          Integer.parseInt(first.split(" ")[1]),
          headers,
          body.toString(StandardCharsets.UTF_8),
          whole);
    }

    private boolean plain(Map<String, String> headers, ByteArrayOutputStream body)
        throws IOException {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      body.writeBytes(in.readNBytes(length));
      return body.size() == length;
    }

    private boolean chunks(ByteArrayOutputStream body) {
      try {
        while (true) {
          int size = Integer.parseInt(line(), 16);
          byte[] chunk = in.readNBytes(size);
          body.writeBytes(chunk);
          if (chunk.length < size) {
            return false;
          }
          line();
          if (size == 0) {
            return true;
          }
        }
      } catch (IOException | NumberFormatException e) {
        return false;
      }
    }

    String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          return line.toString(StandardCharsets.UTF_8).replace("\r", "");
        }
        line.write(b);
      }
      throw new IOException("the proxy closed the connection after: " + line);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  String request(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(h -> h.startsWith("Host:"))) {
      all.add("Host: 127.0.0.1:" + proxy.port());
    }
    if (all.stream()
        .noneMatch(
            h -> h.toLowerCase(Locale.ROOT).contains("key") || h.startsWith("Authorization"))) {
      all.add("Authorization: Bearer " + AGENT_KEY);
    }
    if (body != null && all.stream().noneMatch(h -> h.startsWith("Content-Type"))) {
      all.add("Content-Type: application/json");
    }
    if (body != null && all.stream().noneMatch(h -> h.startsWith("Transfer-Encoding"))) {
      all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    return method
        + " "
        + path
        + " HTTP/1.1\r\n"
        + String.join("\r\n", all)
        + "\r\n\r\n"
        + (body == null ? "" : body);
  }

  Client client() throws IOException {
    return new Client();
  }

  /** One request on a connection of its own. */
  Reply post(String path, String body, String... headers) throws IOException {
    try (Client client = client()) {
      return client.post(path, body, headers).read();
    }
  }

  Reply get(String path, String... headers) throws IOException {
    try (Client client = client()) {
      return client.send(request("GET", path, null, headers)).read();
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    provider.close();
  }
}
