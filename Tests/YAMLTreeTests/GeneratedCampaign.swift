/// Campaign files as `bench/generate_campaigns.py` writes them: every kind of line that it knows.
enum GeneratedCampaign {
    static let all = [collection, notice, group]

    private static let collection = """
        # No subir la revisión sin hablar con cartera: vuelve a enviar a todos.
        # Aprobado en el comité del martes ✅
        campaign: cobro-0728
        version: 1
        description: Comunicación mensual 📣 a clientes
        category: collection
        lines: [cartera]
        revision: 1

        audience:
          file: audiences/clientes-04.csv
          delimiter: auto
          phone: celular              # 12 cifras, con el 57
          opt_in: autorizacion
          where:
            ciudad: [Bogotá, Medellín, Cali, Ibagué, Cúcuta, Montería]

        messages:
          - id: paso-1
            template: "1042"
            variables:
              - "{{nombre}}"
              - "{{ valor }}"
              - "{{dia|fin de mes}}"
            media:
              url: "https://files.example.com/facturas/{{factura}}.pdf"
            custom_field: "{{documento}}"
          - id: paso-2
            # Ojo: la plantilla la administra la agencia.
            template: "2081"
            variables: ["{{nombre}}", "{{valor}}"]

        schedule:
          start: 2028-02-01 10:00
          every: month
          on_days: [1, 10]   # quincena
          until: 2028-06-30 18:00
          expires_after: 1d
          hours: 09:00-17:00
          days: [mon, tue, wed, thu, fri]
          rate: 50/hour

        """

    private static let notice = """
        campaign: aviso-0124
        version: 1
        description: "Mensaje de servicio, no publicitario"   # lo pidió jurídica
        category: marketing
        lines: [equipo]
        revision: 2

        audience:
          recipients:
            - phone: 573416385584
              nombre: Luz Dary Castaño
              valor: "$105.500"
              opt_in: 2024-09-28
            - {phone: 573673982378, nombre: Yuliana Niño, valor: "$195.500", opt_in: 2025-05-03}

        messages:
          - id: parte-1
            text: |
              Hola *{{nombre}}*, ¿cómo vas?
              es sobre {{valor}}.

              Si prefieres, lo llevamos hasta la puerta de tu casa 🏠
              El horario de atención es de 8 a. m. a 5 p. m.
              _La promoción aplica hasta agotar existencias._
          - id: parte-2
            document: https://cdn.example.com/campanas/guia-de-uso-1.pdf

        """

    private static let group = """
        # La lista sale del CRM cada noche.
        campaign: grupo-0007
        version: 1
        description: 'Aviso a quienes compraron «en línea»'
        category: utility
        lines: [equipo]
        revision: 1

        audience:
          recipients:
            - {phone: 573416385584, nombre: Andrés Ríos, valor: "$648.500", opt_in: 2025-11-14}

        group:
          name: Grupo Medellín
          welcome: |
            ¿Tienes dudas? Respóndenos por aquí y te ayudamos.
            Para no recibir más mensajes escribe *BAJA*.
          invite: "Únete al grupo: {{group_invite_link}}"
          messages:
            - text: |
                Mañana te enviamos el número de la guía 🚚
                Con *tu código* tienes el envío gratis este mes 🎁
            - file:
                url: https://cdn.example.com/grupos/calendario-1.png
                name: calendario-1.png
                title: Calendario del mes

        """
}
